import { z } from '../support/json';
import { elementAt } from '../support/lists';
import { messageSchema, type Answer, type Route, type Services } from './services';

const toolSchema = z.object({ function: z.object({ name: z.string() }) });
const chatSchema = z.object({
	messages: z.array(messageSchema),
	tools: z.array(toolSchema).optional(),
});

function completion(message: Record<string, unknown>, finishReason: string): Answer {
	return {
		json: {
			id: 'chat-1',
			object: 'chat.completion',
			created: 0,
			model: 'gpt-5-mini',
			choices: [
				{ index: 0, message: { role: 'assistant', ...message }, finish_reason: finishReason },
			],
			usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
		},
	};
}

/** The name of the tool that is wanted; n8n derives it from the node's. */
function toolNamed(tools: Array<z.infer<typeof toolSchema>>, wanted: string): string {
	const names = tools.map((tool) => tool.function.name);
	const name = names.find((one) => one.toLowerCase().includes(wanted));
	if (!name) throw new Error(`No tool "${wanted}" among ${names.join(', ')}`);
	return name;
}

/**
 * A language model that calls the video tool once, then answers with what the tool said. Without
 * tools it answers with the text in `services.idea`.
 */
export function chatRoutes(services: Services): Route[] {
	return [
		[
			/^POST \/v1\/chat\/completions$/,
			(call) => {
				const { messages, tools } = call.json(chatSchema);
				services.chats.push(messages);
				const last = elementAt(messages, -1);
				if (!tools) return completion({ content: services.idea }, 'stop');
				if (last.role === 'tool') {
					return completion({ content: `Here it is: ${last.content}` }, 'stop');
				}
				const given = { prompt: 'A cat chases snowflakes', aspect_ratio: '9:16', duration: 5 };
				const toolCall = {
					id: 'call-1',
					type: 'function',
					function: { name: toolNamed(tools, 'make'), arguments: JSON.stringify(given) },
				};
				return completion({ content: null, tool_calls: [toolCall] }, 'tool_calls');
			},
		],
	];
}
