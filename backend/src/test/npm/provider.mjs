// A second OpenID Connect provider, unrelated to Keycloak: what an installation may have instead.
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const audience = 'https://holdfast.example/api';
const secret = 'a-secret-of-thirty-two-characters';
const users = {
  'u-1': { login: 'omar', name: 'Omar Otieno', departments: ['sg-holdfast-owners'] },
  'u-7': { login: 'nadia', name: 'Nadia Noor', email: 'Nadia@example.org', email_verified: true, departments: ['sg-appliances'] },
};
const resource = { scope: 'api', audience, accessTokenFormat: 'jwt', accessTokenTTL: 300, jwt: { sign: { alg: 'ES256' } } };
// Where a console runs that people sign in to with a browser.
const consoleUrl = process.env.CONSOLE_URL;
const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://localhost:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [
      { client_id: 'robot', client_secret: secret, grant_types: ['client_credentials'], redirect_uris: [], response_types: [], id_token_signed_response_alg: 'ES256' },
      { client_id: 'browser', client_secret: secret, redirect_uris: ['https://console.example/callback'], id_token_signed_response_alg: 'ES256' },
      ...(consoleUrl ? [{ client_id: 'fleet-console', client_secret: secret, redirect_uris: [`${consoleUrl}/callback`], post_logout_redirect_uris: [`${consoleUrl}/`], id_token_signed_response_alg: 'ES256' }] : []),
    ],
    features: {
      clientCredentials: { enabled: true },
      // Pages that ask for a name and any password, and then for consent.
      devInteractions: { enabled: Boolean(consoleUrl) },
      resourceIndicators: { enabled: true, getResourceServerInfo: () => resource, useGrantedResource: () => true },
    },
    jwks: { keys: [{ ...key, alg: 'ES256', use: 'sig', kid: 'its-key' }] },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    extraTokenClaims: (_, token) => users[token.accountId] ?? { login: `client-${token.clientId}` },
  });
  const answer = provider.callback();
  server.on('request', async (request, response) => {
    const url = new URL(request.url, issuer);
    // What the code flow ends with, without a browser that clicks through it.
    if (url.pathname === '/token-of') {
      const client = await provider.Client.find('browser');
      const token = new provider.AccessToken({ accountId: url.searchParams.get('sub'), client, gty: 'authorization_code', scope: 'api' });
      token.resourceServer = new provider.ResourceServer(audience, resource);
      response.end(await token.save());
    } else {
      answer(request, response);
    }
  });
  console.log(`listening ${issuer}`);
});
