import { expect, test } from 'vitest';
import { kernelObstacle } from '../../scripts/kernel-ready.mjs';

test('this machine can be a twin', () => {
	expect(kernelObstacle()).toBeUndefined();
});
