/** Scenarios: a folder of real manifests and the lesson around them. */
export type { Lesson, LessonPacket, Segment, Selector } from './lesson.ts';
export { select, type Spot } from './select.ts';
export {
	readScenarios,
	type Scenario,
	type ScenarioFile,
	type Shelf,
	type Variant
} from './scenario.ts';
