// What each try of the node was given, asked for and put out: the built node type, watched.
import type { INodeExecutionData, INodeType } from 'n8n-workflow';
import { z } from 'zod';

import type { Sandbox } from '../sandbox';
import type { Engine } from '../support/engine';

/** What a try says of a job that went wrong. */
const saidSchema = z.object({ code: z.string(), requestId: z.string().optional() }).partial();
const problemSchema = z.object({ error: z.unknown(), details: saidSchema });
const deliveredSchema = z.object({ requestId: z.string(), finished: z.literal(true) });

type Said = z.infer<typeof saidSchema>;

export interface EngineTry {
	/** Executions that share what n8n keeps are one life. */
	life: number;
	/** Executions have files of their own. */
	executionId: string;
	/** Its requests are those from here on … */
	from: number;
	/** … up to here. */
	to: number;
	isStopped: boolean;
	/** Items, or error: all that a user sees. */
	shown: string;
	problems: Said[];
	/** The job that each item holds. */
	delivered: Array<string | undefined>;
}

export interface TryOf {
	life: number;
	isStopped: () => boolean;
	/** Before each try, with its number. */
	onTry: (number: number) => void;
}

/** The node type, which tells of each of its tries. */
export function watchedNode(
	engine: Engine,
	sandbox: Sandbox,
	tries: EngineTry[],
	around: TryOf,
): INodeType {
	const type = engine.workflow.NodeHelpers.getVersionedNodeType(
		engine.loader.getNode('pixVerse').type,
	);
	const execute: INodeType['execute'] = async function () {
		around.onTry(tries.length);
		const { life } = around;
		const begun = { life, executionId: this.getExecutionId(), from: sandbox.requests.length };
		const ended = () => ({ ...begun, to: sandbox.requests.length, isStopped: around.isStopped() });
		try {
			const output = await type.execute?.call(this);
			const items = Array.isArray(output) ? output.flat() : [];
			tries.push({ ...ended(), ...shownBy(items) });
			return output ?? null;
		} catch (error) {
			tries.push({ ...ended(), ...shownByError(error) });
			throw error;
		}
	};
	const watched: unknown = Object.create(type, { execute: { value: execute } });
	return watched as INodeType;
}

type Shown = Pick<EngineTry, 'shown' | 'problems' | 'delivered'>;

function shownBy(items: readonly INodeExecutionData[]): Shown {
	const problems = items.flatMap(({ json }) => problemSchema.safeParse(json).data?.details ?? []);
	const delivered = items.map(({ json }) => deliveredSchema.safeParse(json).data?.requestId);
	return { shown: JSON.stringify(items.map(({ json }) => json)), problems, delivered };
}

const errorSchema = z.object({
	message: z.string(),
	description: z.string().nullish(),
	context: z.record(z.unknown()),
});

function shownByError(error: unknown): Shown {
	const { message, description, context } = errorSchema.parse(error);
	const said = saidSchema.safeParse(context).data;
	return {
		shown: JSON.stringify([message, description, context]),
		problems: said ? [said] : [],
		delivered: [],
	};
}
