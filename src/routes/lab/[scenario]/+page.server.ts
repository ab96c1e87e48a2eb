import { error } from '@sveltejs/kit';
import { scenarios } from '../../scenarios.server.ts';
import type { EntryGenerator, PageServerLoad } from './$types';

export const entries: EntryGenerator = () => scenarios.map(({ id }) => ({ scenario: id }));

export const load: PageServerLoad = ({ params }) => {
	const scenario = scenarios.find(({ id }) => id === params.scenario);
	if (!scenario) error(404, `There is no scenario called ${params.scenario}.`);
	return { scenario };
};
