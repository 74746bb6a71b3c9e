// n8n loads the node and the credential by the paths in package.json's "n8n" field; there is nothing to export.
