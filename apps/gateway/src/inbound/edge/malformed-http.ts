import { messageOf } from '#platform';

/** Why a connection was closed before its request was complete, by the codes of Node’s parser. */
export function describeMalformedHttp(error: Error & { code?: string }): string {
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return 'too slow: the request was not complete within EDGE_REQUEST_TIMEOUT, or its headers within a third of it';
  if (error.code === 'HPE_INVALID_EOF_STATE') return 'ended the connection before its request was complete';
  return `not valid HTTP: ${messageOf(error)}`;
}
