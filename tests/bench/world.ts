/** A big cluster as text: 100 nodes, 3,000 pods, 300 Services, in the shape of a `kubectl get` dump. */
export const size = { nodes: 100, services: 300, podsPerService: 10 } as const;

const deployment = (i: number) => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: app-${i}, namespace: team-${i % 20} }
spec:
  replicas: ${size.podsPerService}
  selector: { matchLabels: { app: app-${i} } }
  template:
    metadata: { labels: { app: app-${i} } }
    spec: { containers: [{ name: web, image: web, ports: [{ containerPort: 8080 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: app-${i}, namespace: team-${i % 20} }
spec:
  type: ${i % 30 === 0 ? 'LoadBalancer' : 'ClusterIP'}
  selector: { app: app-${i} }
  ports: [{ port: 80, targetPort: 8080 }]
`;

export const manifests = Array.from({ length: size.services }, (_, i) => deployment(i)).join('---');

export const cluster = `
networkProfile: { networkPlugin: azure, networkPluginMode: overlay }
agentPoolProfiles: [{ name: nodepool1, count: ${size.nodes}, maxPods: 250 }]
`;
