/** `negative_prompt` → `negativePrompt`: the parameter that holds an API field. */
export function parameterName(apiName: string): string {
	return apiName.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
