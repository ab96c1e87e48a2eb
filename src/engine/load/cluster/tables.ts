/** The fields of a cluster and of the network around it, as `az aks show` and ARM name them. */
import { azureNames } from '../field/table.ts';

/** What every Azure resource and its parts carry. */
const resource = `etag extendedLocation id location name provisioningState resourceGroup resourceGuid
	sku systemData tags type zones`;

export const azure = {
	// A dump has many fields more: only what nearly has the name of one of ours is thought a mistake.
	cluster: azureNames(
		`${resource} aadProfile addonProfiles agentPoolProfiles apiServerAccessProfile autoScalerProfile
		autoUpgradeProfile azureMonitorProfile azurePortalFqdn currentKubernetesVersion diskEncryptionSetId
		disableLocalAccounts dnsPrefix enablePodSecurityPolicy enableRbac eTag fqdn fqdnSubdomain
		httpProxyConfig identity identityProfile ingressProfile kind kubernetesVersion linuxProfile
		maxAgentPools metricsProfile networkProfile networkSecurityGroups nodeProvisioningProfile
		nodeResourceGroup nodeResourceGroupProfile oidcIssuerProfile packetwalk podIdentityProfile
		powerState privateFqdn privateLinkResources publicNetworkAccess resourceUid routeTables
		securityProfile serviceMeshProfile servicePrincipalProfile storageProfile supportPlan
		upgradeSettings virtualNetworks windowsProfile workloadAutoScalerProfile`,
		'warn-near'
	),
	networkProfile: azureNames(
		`advancedNetworking dnsServiceIP dockerBridgeCidr ipFamilies kubeProxyConfig loadBalancerProfile
		loadBalancerSku monitoring natGatewayProfile networkDataplane networkMode networkPlugin
		networkPluginMode networkPolicy outboundType podCidr podCidrs podLinkLocalAccess serviceCidr
		serviceCidrs staticEgressGatewayProfile`,
		'warn-near'
	),
	kubeProxyConfig: azureNames('enabled mode ipvsConfig', 'let-be'),
	pool: azureNames(
		`${resource} artifactStreamingProfile availabilityZones capacityReservationGroupId count
		creationData currentOrchestratorVersion enableAutoScaling enableEncryptionAtHost enableFips
		enableNodePublicIp enableUltraSsd gatewayProfile gpuInstanceProfile gpuProfile hostGroupId
		kubeletConfig kubeletDiskType linuxOsConfig localDnsProfile maxCount maxPods messageOfTheDay
		minCount mode networkProfile nodeImageVersion nodeLabels nodePublicIpPrefixId nodeTaints
		orchestratorVersion osDiskSizeGb osDiskType osSku osType podIpAllocationMode podSubnetId
		powerState proximityPlacementGroupId scaleDownMode scaleSetEvictionPolicy scaleSetPriority
		securityProfile spotMaxPrice status upgradeSettings upgradeStrategy virtualMachineNodesStatus
		virtualMachinesProfile vmSize vnetSubnetId windowsProfile workloadRuntime`,
		'warn-near'
	),

	network:
		azureNames(`${resource} addressSpace bgpCommunities ddosProtectionPlan defaultPublicNatGateway
		dhcpOptions enableDdosProtection enableVmProtection encryption flowLogs flowTimeoutInMinutes
		ipAllocations privateEndpointVNetPolicies properties subnets virtualNetworkPeerings`),
	addressSpace: azureNames('addressPrefixes ipamPoolPrefixAllocations'),
	subnet: azureNames(`${resource} addressPrefix addressPrefixes applicationGatewayIPConfigurations
		defaultOutboundAccess delegations ipAllocations ipConfigurationProfiles ipConfigurations
		ipamPoolPrefixAllocations natGateway networkSecurityGroup privateEndpointNetworkPolicies
		privateEndpoints privateLinkServiceNetworkPolicies properties purpose resourceNavigationLinks
		routeTable serviceAssociationLinks serviceEndpointPolicies serviceEndpoints serviceGateway
		sharingScope`),
	reference: azureNames(`${resource} properties`, 'let-be'),

	group: azureNames(`${resource} defaultSecurityRules flowLogs flushConnection networkInterfaces
		properties securityRules subnets`),
	rule: azureNames(`${resource} access description destinationAddressPrefix destinationAddressPrefixes
		destinationApplicationSecurityGroups destinationPortRange destinationPortRanges direction
		priority properties protocol sourceAddressPrefix sourceAddressPrefixes
		sourceApplicationSecurityGroups sourcePortRange sourcePortRanges`),

	routeTable: azureNames(`${resource} disableBgpRoutePropagation properties routes subnets`),
	route: azureNames(
		`${resource} addressPrefix hasBgpOverride nextHopIpAddress nextHopType properties`
	),

	packetwalk: azureNames('bridge dns hosts ipMasq kubeProxy'),
	kubeProxy: azureNames('clusterCIDR localhostNodePorts masqueradeAll randomFully'),
	ipMasq: azureNames('masqLinkLocal nonMasqueradeCIDRs'),
	bridge: azureNames('hairpin'),
	host: azureNames('address kind listens name subnet'),
	listener: azureNames('port protocol'),
	record: azureNames('address alias name')
};
