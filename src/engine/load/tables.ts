/**
 * The fields of the kinds that we read, level by level, as Kubernetes 1.36 names them.
 * What we do not use is listed too, so that only a mistake is a mistake.
 */
import { names, someNames } from './field/table.ts';

export const tables = {
	object: names('apiVersion kind metadata spec status'),
	metadata: names(`annotations creationTimestamp deletionGracePeriodSeconds deletionTimestamp
		finalizers generateName generation labels managedFields name namespace ownerReferences
		resourceVersion selfLink uid`),
	list: names('apiVersion kind metadata items'),
	selector: names('matchExpressions matchLabels', 'write it below matchLabels'),
	requirement: names('key operator values'),

	podSpec: names(`activeDeadlineSeconds affinity automountServiceAccountToken containers dnsConfig
		dnsPolicy enableServiceLinks ephemeralContainers hostAliases hostIPC hostNetwork hostPID
		hostUsers hostname hostnameOverride imagePullSecrets initContainers nodeName nodeSelector os
		overhead preemptionPolicy priority priorityClassName readinessGates resourceClaims resources
		restartPolicy runtimeClassName schedulerName schedulingGates schedulingGroup securityContext
		serviceAccount serviceAccountName setHostnameAsFQDN shareProcessNamespace subdomain
		terminationGracePeriodSeconds tolerations topologySpreadConstraints volumes workloadRef`),
	container: names(`args command env envFrom image imagePullPolicy lifecycle livenessProbe name
		ports readinessProbe resizePolicy resources restartPolicy restartPolicyRules securityContext
		startupProbe stdin stdinOnce terminationMessagePath terminationMessagePolicy tty
		volumeDevices volumeMounts workingDir`),
	podStatus: someNames('conditions hostIP hostIPs phase podIP podIPs'),
	containerPort: names('containerPort hostIP hostPort name protocol'),
	template: names('metadata spec'),
	deploymentSpec: names(`minReadySeconds paused progressDeadlineSeconds replicas
		revisionHistoryLimit selector strategy template`),
	statefulSetSpec: names(`minReadySeconds ordinals persistentVolumeClaimRetentionPolicy
		podManagementPolicy replicas revisionHistoryLimit selector serviceName template
		updateStrategy volumeClaimTemplates`),
	daemonSetSpec: names('minReadySeconds revisionHistoryLimit selector template updateStrategy'),
	replicaSetSpec: names('minReadySeconds replicas selector template'),

	namespaceSpec: names('finalizers'),
	nodeSpec: names('configSource externalID podCIDR podCIDRs providerID taints unschedulable'),
	nodeStatus: someNames('addresses conditions'),

	serviceSpec: names(`allocateLoadBalancerNodePorts clusterIP clusterIPs externalIPs externalName
		externalTrafficPolicy healthCheckNodePort internalTrafficPolicy ipFamilies ipFamilyPolicy
		loadBalancerClass loadBalancerIP loadBalancerSourceRanges ports publishNotReadyAddresses
		selector sessionAffinity sessionAffinityConfig trafficDistribution type`),
	servicePort: names('appProtocol name nodePort port protocol targetPort'),
	serviceStatus: someNames('loadBalancer'),
	loadBalancerStatus: someNames('ingress'),
	loadBalancerIngress: names('hostname ip ipMode ports'),
	affinityConfig: names('clientIP'),
	affinityClientIP: names('timeoutSeconds'),

	slice: names('addressType apiVersion endpoints kind metadata ports'),
	endpoint: names('addresses conditions deprecatedTopology hints hostname nodeName targetRef zone'),
	endpointConditions: names('ready serving terminating'),
	slicePort: names('appProtocol name port protocol'),

	policySpec: names('egress ingress podSelector policyTypes'),
	ingressRule: names('from ports to'),
	egressRule: names('from ports to'),
	peer: names('ipBlock namespaceSelector podSelector'),
	ipBlock: names('cidr except'),
	policyPort: names('endPort port protocol')
};
