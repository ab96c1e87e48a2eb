/**
 * The one owner of what the reader has chosen. Everything else is derived:
 *
 *   variant, model ─settle─▶ World ─compile─▶ Network ─trace(packet, picks)─▶ Trace ─depth─▶ places
 */
import { createActor } from 'xstate';
import { compile } from '#engine/compile/index.ts';
import { trace } from '#engine/converse/index.ts';
import { settle } from '#engine/load/settle.ts';
import type { Answer } from '#engine/question.ts';
import type { LessonPacket, Scenario } from '#engine/scenario/index.ts';
import type { Depth, Step, Trace } from '#engine/types.ts';
import type { ModelId } from '#engine/world.ts';
import { carriedOver, whatChanged } from '#scene/compare.ts';
import {
	boxOf,
	isDecision,
	nearest,
	passages,
	shownPlaces,
	type Passage,
	type Place
} from '#scene/walk.ts';
import { live } from './live.svelte.ts';
import { player } from './player.ts';
import { writeSettings, type Settings } from './settings.ts';

export interface Choices {
	readonly variant: string;
	readonly model: ModelId;
	readonly packet: string;
	readonly depth: Depth;
	readonly picks: readonly string[];
}

export class Session {
	readonly scenario: Scenario;
	#choices: Choices = $state.raw({
		variant: '',
		model: 'overlay',
		packet: '',
		depth: 'component',
		picks: []
	});
	/** One sentence on what the last change did; empty until something was changed. */
	changed = $state('');

	readonly variant = $derived.by(
		() =>
			this.scenario.variants.find(({ id }) => id === this.#choices.variant) ??
			this.scenario.variants[0]
	);
	readonly world = $derived.by(() => settle(this.variant.objects, { model: this.#choices.model }));
	readonly network = $derived.by(() => compile(this.world));
	readonly packet: LessonPacket = $derived.by(() => {
		const { packets } = this.variant.lesson;
		return packets.find(({ id }) => id === this.#choices.packet) ?? packets[0]!;
	});
	readonly answer: Answer = $derived.by(() => {
		const { from, to, protocol } = this.packet;
		return trace(this.network, {
			from,
			to,
			...(protocol && { protocol }),
			picks: this.#choices.picks,
			ownsPods: true
		});
	});
	readonly trace: Trace | null = $derived('trace' in this.answer ? this.answer.trace : null);
	readonly passages: readonly Passage[] = $derived(this.trace ? passages(this.trace) : []);
	readonly places: readonly Place[] = $derived(
		this.trace ? shownPlaces(this.trace, this.#choices.depth) : []
	);
	readonly #player;
	readonly cursor: number = $derived.by(() => this.#player.current.context.at);
	readonly place: Place | null = $derived(this.places[this.cursor] ?? null);
	readonly passage: Passage | null = $derived(
		this.place ? (this.passages[this.place.leg] ?? null) : null
	);
	readonly step: Step | null = $derived(
		this.place ? (this.passage?.leg.steps[this.place.step] ?? null) : null
	);

	constructor(scenario: Scenario) {
		this.scenario = scenario;
		const [first] = scenario.variants;
		this.#choices = {
			...this.#choices,
			variant: first.id,
			model: first.objects.cluster.model,
			packet: first.lesson.packets[0]?.id ?? ''
		};
		this.#player = live(createActor(player, { input: { count: 1 } }).start());
		this.#player.send({ type: 'load', count: this.places.length, at: 0 });
	}

	get choices(): Choices {
		return this.#choices;
	}
	get playing(): boolean {
		return this.#player.current.matches('playing');
	}
	get speed(): number {
		return this.#player.current.context.speed;
	}
	get send() {
		return this.#player.send;
	}

	/** The only way to change what is chosen. The reader keeps the place where it still exists. */
	choose(choices: Partial<Choices>, label = ''): void {
		const [before, at] = [this.trace, this.place];
		const fresh = 'variant' in choices || 'packet' in choices ? { picks: [] } : {};
		this.#choices = { ...this.#choices, ...fresh, ...choices };
		const after = this.trace;
		if (!after || !before || !at)
			return this.#player.send({ type: 'load', count: this.places.length, at: 0 });
		const onlyDepth = Object.keys(choices).every((key) => key === 'depth');
		const cursor = onlyDepth
			? nearest(this.places, at)
			: carriedOver(before, after, at, this.places);
		this.#player.send({ type: 'load', count: this.places.length, at: cursor });
		if (label) this.changed = whatChanged(before, after, label);
	}

	/** Takes one of the options that a point of choice offered. */
	pick(point: string, value: string): void {
		const others = this.#choices.picks.filter((pick) => !pick.startsWith(`${point}=`));
		this.choose({ picks: [...others, `${point}=${value}`] }, value);
	}

	seek(place: Place): void {
		this.send({ type: 'seek', at: nearest(this.places, place) });
	}

	/** The box that the packet is in. */
	get here(): string | null {
		return this.step ? boxOf(this.step.at, this.world) : null;
	}

	/** Has the fate of the request been seen: is the reader at the end of what comes back, or past it? */
	get over(): boolean {
		const last = this.places.findLastIndex(({ leg }) => this.passages[leg]?.name !== 'next');
		return this.cursor >= last;
	}

	/** To the first step in a box: in this leg, else in the first one that meets it. */
	visit(box: string): void {
		const met = this.places.filter(
			({ leg, step }) => boxOf(this.passages[leg]!.leg.steps[step]!.at, this.world) === box
		);
		const place = met.find(({ leg }) => leg === this.place?.leg) ?? met[0];
		if (place) this.seek(place);
	}

	/** To the next or last step at which something was decided. */
	decision(direction: 1 | -1): void {
		const isOne = ({ leg, step }: Place) => isDecision(this.passages[leg]!.leg.steps[step]!);
		const at =
			direction > 0
				? this.places.findIndex((place, i) => i > this.cursor && isOne(place))
				: this.places.findLastIndex((place, i) => i < this.cursor && isOne(place));
		this.send({ type: 'seek', at: at >= 0 ? at : direction > 0 ? this.places.length - 1 : 0 });
	}

	/** What a link to this very view says; what stands at its default is left out. */
	get search(): string {
		const { variant, model, packet, depth, picks } = this.#choices;
		const [first] = this.scenario.variants;
		const { place, passage } = this;
		return writeSettings({
			variant: variant === first.id ? null : variant,
			model: model === this.variant.objects.cluster.model ? null : model,
			packet: packet === this.variant.lesson.packets[0]?.id ? null : packet,
			depth: depth === 'component' ? null : depth,
			picks,
			mark: place && passage && this.cursor > 0 ? { leg: passage.name, step: place.step + 1 } : null
		});
	}

	/** Takes over what a link says. */
	open({ variant, model, packet, depth, picks, mark }: Settings): void {
		const chosen = this.scenario.variants.find(({ id }) => id === variant) ?? this.variant;
		this.#choices = {
			variant: chosen.id,
			model: model ?? chosen.objects.cluster.model,
			packet: packet ?? chosen.lesson.packets[0]?.id ?? '',
			depth: depth ?? this.#choices.depth,
			picks
		};
		// A pick that means nothing in this walk would leave the reader without one.
		if (!this.trace) this.#choices = { ...this.#choices, picks: [] };
		const leg = this.passages.findIndex(({ name }) => name === mark?.leg);
		const at = mark && leg >= 0 ? nearest(this.places, { leg, step: mark.step - 1 }) : 0;
		this.send({ type: 'load', count: this.places.length, at });
	}
}
