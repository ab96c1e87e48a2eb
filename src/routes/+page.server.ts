import { miniature, moment } from '#scene/miniature.ts';
import { scenarios } from './scenarios.server.ts';

const many = (n: number, one: string) => `${n} ${one}${n === 1 ? '' : 's'}`;

/** Enough of each scenario for its card. */
export const load = () => ({
	hero:
		scenarios
			.flatMap(({ variants }) => moment(variants[0], { width: 640, height: 560 }) ?? [])
			.find(({ still }) => still.picture.boxes.some(({ kind }) => kind === 'host')) ?? null,
	cards: scenarios.map(({ id, lesson, variants }) => {
		const [first] = variants;
		const exams = lesson.objectives.filter(({ retired }) => !retired).map(({ exam }) => exam);
		const facts = [
			many(lesson.packets.length, 'packet'),
			...(variants.length > 1 ? [many(variants.length, 'variant')] : []),
			...new Set(exams)
		].join(' · ');
		return { id, title: lesson.title, summary: lesson.summary, drawing: miniature(first), facts };
	})
});
