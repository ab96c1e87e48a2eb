/** `cluster.yaml`: what `az aks show` prints, with the network around it and our own block. */
import type { Cluster, Ignored, Problem } from '../../world.ts';
import { Field } from '../field/field.ts';
import { Fields } from '../field/fields.ts';
import { Notes, type Place } from '../field/notes.ts';
import type { Entry, Tree } from '../text/tree.ts';
import { defaults } from './default.ts';
import { readNames } from './names.ts';
import { readNetworkProfile } from './network-profile.ts';
import { readNetworks } from './networks.ts';
import { readHosts, readSettings } from './packetwalk.ts';
import { placePools } from './place.ts';
import { readPools } from './pools.ts';
import { checkRanges } from './ranges.ts';
import { settleReferences } from './references.ts';
import { readRouteTables } from './route-tables.ts';
import { readSecurityGroups } from './security-groups.ts';
import { azure } from './tables.ts';

interface ReadCluster {
	readonly cluster: Cluster;
	readonly problems: readonly Problem[];
	readonly ignored: readonly Ignored[];
}

export function readCluster(documents: readonly Tree[], place: Place): ReadCluster {
	const notes = new Notes(place);
	const fields = new Fields(new Field(notes, '', joined(documents, notes), 0), azure.cluster);
	const profile = fields.map('networkProfile', azure.networkProfile);
	const block = fields.map('packetwalk', azure.packetwalk);
	const network = readNetworkProfile(profile);
	const securityGroups = readSecurityGroups(fields);
	const routeTables = readRouteTables(fields);
	const placed = placePools(
		fields,
		readPools(fields, network.model),
		readNetworks(fields),
		network.model
	);
	const virtualNetworks = settleReferences(fields, placed.networks, {
		model: network.model,
		securityGroups,
		routeTables
	});
	checkRanges(fields, profile, { ...network, virtualNetworks });
	const cluster: Cluster = {
		name: fields.field('name').text() ?? defaults.name,
		nodeResourceGroup: fields.field('nodeResourceGroup').text() ?? defaults.nodeResourceGroup,
		...network,
		pools: placed.pools,
		virtualNetworks,
		securityGroups,
		routeTables,
		hosts: readHosts(block, virtualNetworks),
		names: readNames(block),
		settings: readSettings(block),
		source: fields.self.source,
		where: notes.where
	};
	return { cluster, problems: notes.problems, ignored: notes.ignored };
}

/** Several documents are read as one, so that the network may be pasted below the cluster. Of a list its first element counts. */
function joined(documents: readonly Tree[], notes: Notes): Tree | null {
	const entries: Entry[] = [];
	for (const document of documents) {
		const [tree, second] = document.kind === 'list' ? document.items : [document];
		if (second) notes.ignore('a second cluster', 'one cluster is walked', second.at);
		if (tree?.kind === 'map') entries.push(...tree.entries);
		else if (tree) notes.problem('wrong-type', 'this is no map of cluster settings', tree.at);
	}
	return documents[0] ? { kind: 'map', at: documents[0].at, entries } : null;
}
