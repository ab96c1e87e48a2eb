/** One chart per dataplane. To add one: its file and its line here. */
import { kubeProxy } from './kube-proxy.ts';

export const charts = [kubeProxy] as const;
