// What n8n's REST API and its files hold, as far as it is used here.
import { anyObject, z } from '../support/json';

/** A credential as a node names it; an example that nobody has imported has no ID yet. */
const namedCredential = z.object({ id: z.string().nullable(), name: z.string() });

const nodeSchema = z
	.object({
		id: z.string().optional(),
		name: z.string(),
		type: z.string(),
		typeVersion: z.number(),
		position: z.tuple([z.number(), z.number()]).optional(),
		parameters: anyObject,
		credentials: z.record(namedCredential).optional(),
	})
	.passthrough();

const link = z.object({ node: z.string(), type: z.string(), index: z.number() });

/** A workflow as one draws it: in a file, or about to be created. */
export const workflowSchema = z
	.object({
		name: z.string(),
		nodes: z.array(nodeSchema),
		connections: z.record(z.record(z.array(z.array(link).nullable()))),
		settings: anyObject.optional(),
	})
	.passthrough();

export const savedWorkflowSchema = workflowSchema.and(
	z.object({ id: z.string(), versionId: z.string() }),
);

export const savedCredentialSchema = z.object({ id: z.string(), name: z.string() });

const binarySchema = z
	.object({ id: z.string(), mimeType: z.string(), fileName: z.string() })
	.partial()
	.passthrough();

const itemSchema = z
	.object({ json: anyObject, binary: z.record(binarySchema).optional() })
	.passthrough();

const runSchema = z.object({
	data: z.object({ main: z.array(z.array(itemSchema).nullable()).optional() }).optional(),
});

const errorSchema = z.object({
	message: z.string(),
	description: z.string().nullish(),
	node: z.object({ name: z.string() }).partial().nullish(),
});

export const executionDataSchema = z.object({
	resultData: z
		.object({ runData: z.record(z.array(runSchema)).optional(), error: errorSchema.optional() })
		.optional(),
});

export const executionSummarySchema = z.object({ id: z.string(), status: z.string() });

export type WorkflowNode = z.infer<typeof nodeSchema>;
export type Workflow = z.infer<typeof workflowSchema>;
export type SavedWorkflow = z.infer<typeof savedWorkflowSchema>;
export type SavedCredential = z.infer<typeof savedCredentialSchema>;
export type Credentials = Record<string, z.infer<typeof namedCredential>>;
export type Binary = z.infer<typeof binarySchema>;
export type Item = z.infer<typeof itemSchema>;
export type ExecutionSummary = z.infer<typeof executionSummarySchema>;
export type Execution = ExecutionSummary & { data: z.infer<typeof executionDataSchema> };
