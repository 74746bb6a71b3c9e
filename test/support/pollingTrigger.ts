// The built trigger in n8n's own polling: its executor, its poll context, its static data.
import type {
	INode,
	INodeExecutionData,
	INodeParameters,
	IPollFunctions,
	Workflow,
} from 'n8n-workflow';

import type { Engine } from './engine';
import { additionalDataOf, PIXVERSE_TRIGGER, type Credential } from './workflow';

/** What came of a poll: items, an error execution, or neither. */
export interface PollEnd {
	items: INodeExecutionData[];
	error?: Error;
}

export interface TriggerOptions {
	parameters?: INodeParameters;
	credential: Credential;
	credentialId?: string;
	name?: string;
	/** What n8n's database holds of an earlier life. */
	staticData?: string | undefined;
	workflowId?: string;
	/** What n8n says a poll may take; its own 5 minutes unless given. */
	pollBudgetMs?: number;
}

/** An active workflow with the trigger alone, as one process of n8n holds it. */
export class PollingTrigger {
	/** JSON as n8n saves it: at activation, and when a poll emits. */
	saved: string | undefined;
	private readonly workflow: Workflow;
	private readonly node: INode;

	constructor(
		private readonly engine: Engine,
		private readonly options: TriggerOptions,
	) {
		const { parameters = {}, credentialId = '1', name = 'PixVerse Trigger' } = options;
		this.saved = options.staticData;
		this.node = {
			id: 'trigger-node',
			name,
			type: PIXVERSE_TRIGGER,
			typeVersion: 1,
			position: [0, 0],
			parameters: { pollTimes: { item: [{ mode: 'everyMinute' }] }, ...parameters },
			credentials: { segmindApi: { id: credentialId, name: 'Segmind' } },
		};
		const { NodeHelpers, Workflow: WorkflowClass } = engine.workflow;
		const type = NodeHelpers.getVersionedNodeType(engine.loader.getNode('pixVerseTrigger').type);
		const typeOf = () => type;
		this.workflow = new WorkflowClass({
			id: options.workflowId ?? 'workflow',
			name: 'test',
			nodes: [this.node],
			connections: {},
			active: true,
			nodeTypes: { getByName: typeOf, getByNameAndVersion: typeOf, getKnownTypes: () => ({}) },
			...(this.saved === undefined ? {} : { staticData: JSON.parse(this.saved) as object }),
			settings: { executionOrder: 'v1' },
		} as ConstructorParameters<typeof WorkflowClass>[0]);
	}

	/** As n8n activates: a poll that saves the static data, and that throws what goes wrong. */
	async activate(): Promise<PollEnd> {
		const end = await this.run(true);
		this.save();
		return end;
	}

	/** A poll as n8n's timer starts it. */
	async poll(): Promise<PollEnd> {
		return await this.run(false);
	}

	/** "Fetch Test Event" in the editor. */
	async fetchTestEvent(): Promise<PollEnd> {
		const context = this.context('manual', { items: [] });
		const output = await this.pollers().runPollFunction(this.workflow, this.node, context);
		return { items: output?.[0] ?? [] };
	}

	/** The next process of n8n, which knows what was saved. */
	restarted(changes: Partial<TriggerOptions> = {}): PollingTrigger {
		return new PollingTrigger(this.engine, {
			...this.options,
			staticData: this.saved,
			...changes,
		});
	}

	/** The static data as they are in this process. */
	get live(): string {
		return JSON.stringify(this.workflow.staticData);
	}

	private async run(isActivation: boolean): Promise<PollEnd> {
		const end: PollEnd = { items: [] };
		const executor = this.engine.Container.get(this.engine.core.PollTriggerExecutor);
		const context = this.context('trigger', end);
		await executor.create(this.workflow, this.node, context, () => true)(isActivation);
		return end;
	}

	private context(mode: 'trigger' | 'manual', end: PollEnd): IPollFunctions {
		const { pollBudgetMs, credential } = this.options;
		const context: unknown = new this.engine.core.PollContext(
			this.workflow,
			this.node,
			additionalDataOf(this.engine, credential),
			mode,
			'activate',
			([items = []]) => {
				end.items = items;
				this.save();
			},
			(error) => {
				end.error = error;
			},
			undefined,
			undefined,
			undefined,
			pollBudgetMs === undefined ? undefined : () => pollBudgetMs,
		);
		return context as IPollFunctions;
	}

	private pollers() {
		return this.engine.Container.get(this.engine.core.TriggersAndPollers);
	}

	private save(): void {
		this.saved = this.live;
	}
}
