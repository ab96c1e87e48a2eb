/** Scenarios: a folder of real manifests and the lesson around them. */
export type { Lesson, LessonPacket, Segment } from './lesson.ts';
export { select } from './select.ts';
export { readScenarios, type Scenario, type Variant } from './scenario.ts';
