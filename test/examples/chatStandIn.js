'use strict';

function completion(message, finishReason) {
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

/** The tool whose description begins as asked; n8n derives its name from the node's. */
function toolNamed(tools, wanted) {
	return tools.find((tool) => tool.function.name.toLowerCase().includes(wanted)).function;
}

/**
 * A language model that calls the video tool once, then answers with what the tool said. Without
 * tools it answers with the text in `world.idea`.
 */
function chatRoutes(world) {
	return [
		[
			/^POST \/v1\/chat\/completions$/,
			(call) => {
				const { messages, tools } = call.json();
				world.chats.push({ messages, tools });
				const last = messages.at(-1);
				if (!tools) return completion({ content: world.idea }, 'stop');
				if (last.role === 'tool')
					return completion({ content: `Here it is: ${last.content}` }, 'stop');
				const { name } = toolNamed(tools, 'make');
				const given = { prompt: 'A cat chases snowflakes', aspect_ratio: '9:16', duration: 5 };
				const toolCall = {
					id: 'call-1',
					type: 'function',
					function: { name, arguments: JSON.stringify(given) },
				};
				return completion({ content: null, tool_calls: [toolCall] }, 'tool_calls');
			},
		],
	];
}

module.exports = { chatRoutes };
