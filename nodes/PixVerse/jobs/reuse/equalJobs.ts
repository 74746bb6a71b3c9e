import { hasShape, projection, shapeName, type BodyShape } from './canonical';

/** A job of the account's history that may stand for an order. */
export interface RecordedJob {
	/** The request ID without dashes and in lower case: the same job has the same, in either form. */
	idKey: string;
	model: string;
	/** Milliseconds since 1970. */
	createdAtMs: number;
	body: Readonly<Record<string, unknown>>;
	/** Under way, or completed with its video; never a failed one. */
	isUsable: boolean;
}

/** What an order is compared by. */
export interface ComparedOrder {
	slug: string;
	/** The request body; a field of `shape.files` holds a placeholder. */
	body: Readonly<Record<string, unknown>>;
	shape: BodyShape;
}

interface Index<J> {
	shape: BodyShape;
	/** By projection, oldest first. */
	jobs: Map<string, J[]>;
}

/**
 * Finds the recorded jobs that equal an order but for its files. Rows are indexed once for all
 * orders that send the same fields, so that thousands of items cost one pass over the rows.
 */
export class EqualJobs<J extends RecordedJob> {
	private readonly byModel = new Map<string, J[]>();
	private readonly indexes = new Map<string, Index<J>>();
	private readonly removed = new Set<J>();

	/** @param jobs completed or under way, each once */
	constructor(jobs: readonly J[]) {
		// Of equal jobs the oldest is taken first.
		for (const job of [...jobs].sort((a, b) => a.createdAtMs - b.createdAtMs)) {
			append(this.byModel, job.model.toLowerCase(), job);
		}
	}

	/** Oldest first. */
	find({ slug, shape, body }: ComparedOrder): readonly J[] {
		const model = slug.toLowerCase();
		const name = `${model} ${shapeName(shape)}`;
		const index = this.indexes.get(name) ?? this.buildIndex(model, shape);
		this.indexes.set(name, index);
		return index.jobs.get(projection(body, shape)) ?? [];
	}

	/** One job serves one order: it is found no more. */
	remove(job: J): void {
		this.removed.add(job);
		for (const { shape, jobs } of this.indexes.values()) {
			const list = jobs.get(projection(job.body, shape));
			const at = list?.indexOf(job) ?? -1;
			if (at >= 0) list?.splice(at, 1);
		}
	}

	private buildIndex(model: string, shape: BodyShape): Index<J> {
		const jobs = new Map<string, J[]>();
		for (const job of this.byModel.get(model) ?? []) {
			if (this.removed.has(job) || !hasShape(job.body, shape)) continue;
			append(jobs, projection(job.body, shape), job);
		}
		return { shape, jobs };
	}
}

function append<V>(lists: Map<string, V[]>, key: string, value: V): void {
	const list = lists.get(key);
	if (list) list.push(value);
	else lists.set(key, [value]);
}
