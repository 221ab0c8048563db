// An OpenID Connect provider for tests, unrelated to Keycloak. An installation can use such a provider instead of Keycloak.
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import Provider from 'oidc-provider';
import Memory from './node_modules/oidc-provider/lib/adapters/memory_adapter.js';

const audience = 'https://holdfast.example/api';
const secret = 'a-secret-of-thirty-two-characters';
const users = {
  'u-1': { login: 'omar', name: 'Omar Otieno', departments: ['sg-holdfast-owners'] },
  'u-7': { login: 'nadia', name: 'Nadia Noor', email: 'Nadia@example.org', email_verified: true, departments: ['sg-appliances'] },
};
// Authentication classes (acr). The first one applies unless the client requests another.
const once = 'urn:example:once';
const twice = 'urn:example:twice';
// Base URLs of consoles that people sign in to with a browser. The first one gets back-channel logouts.
const consoles = (process.env.CONSOLE_URLS ?? '').split(' ').filter(Boolean);
// Lifetime of access tokens and ID tokens in seconds.
let lifetime = 300;
const resource = () => ({ scope: 'api', audience, accessTokenFormat: 'jwt', accessTokenTTL: lifetime, jwt: { sign: { alg: 'ES256' } } });
const client = { client_secret: secret, id_token_signed_response_alg: 'ES256' };
let refreshed = 0;

/** Creates a provider with a new signing key. All providers of this process share sessions, grants and tokens. */
function provide(issuer) {
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
  const provider = new Provider(issuer, {
    adapter: (model) => new Memory(model),
    // The default dispatcher refuses addresses of this machine. Without it, back-channel logouts reach a console here.
    fetch: (url, { dispatcher, ...options }) => fetch(url, options),
    clients: [
      { ...client, client_id: 'robot', grant_types: ['client_credentials'], redirect_uris: [], response_types: [] },
      // The audience of an ID token is the client's ID. For this client it is also the audience of the API.
      { ...client, client_id: audience, redirect_uris: ['https://console.example/callback'] },
      { ...client, client_id: 'browser', redirect_uris: ['https://console.example/callback'] },
      ...(consoles.length ? [{
        ...client,
        client_id: 'fleet-console',
        grant_types: ['authorization_code', 'refresh_token'],
        redirect_uris: consoles.map((url) => `${url}/callback`),
        post_logout_redirect_uris: consoles.map((url) => `${url}/`),
        backchannel_logout_uri: `${consoles[0]}/back-channel-logout`,
        backchannel_logout_session_required: true,
      }] : []),
    ],
    features: {
      backchannelLogout: { enabled: true },
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      resourceIndicators: { enabled: true, getResourceServerInfo: resource, useGrantedResource: () => true },
    },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    acrValues: [once, twice],
    jwks: { keys: [{ ...key, alg: 'ES256', use: 'sig', kid: randomUUID() }] },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    // Adds the user's claims, and when and how the user signed in (auth_time and acr of RFC 9068).
    extraTokenClaims: (context, token) => {
      const { AuthorizationCode: code, RefreshToken: refresh } = context?.oidc?.entities ?? {};
      const signIn = code ?? refresh;
      return {
        ...(users[token.accountId] ?? { login: `client-${token.clientId}` }),
        ...(signIn ? { auth_time: signIn.authTime, acr: signIn.acr } : {}),
      };
    },
    // Without the scope offline_access, refresh tokens end with the user's session.
    issueRefreshToken: (_, asking) => asking.grantTypeAllowed('refresh_token'),
    loadExistingGrant: consent,
  });
  provider.on('grant.success', ({ oidc }) => { refreshed += oidc.params.grant_type === 'refresh_token' ? 1 : 0; });
  return provider;
}

/** Returns the user's grant for a client. Creates one without asking the user. */
async function consent({ oidc: { client: { clientId }, provider, session } }) {
  const given = session.grantIdFor(clientId);
  if (given) {
    return provider.Grant.find(given);
  }
  const grant = new provider.Grant({ accountId: session.accountId, clientId });
  grant.addOIDCScope('openid');
  grant.addResourceScope(audience, 'api');
  await grant.save();
  return grant;
}

/** Serves the sign-in page, which asks for a name. The sign-in has the authentication class that the client requested. */
async function signIn(provider, request, response) {
  const { params } = await provider.interactionDetails(request, response);
  if (request.method === 'POST') {
    const accountId = new URLSearchParams(await text(request)).get('login');
    await provider.interactionFinished(request, response, { login: { accountId, acr: params.acr_values ?? once } });
  } else {
    response.setHeader('Content-Type', 'text/html');
    response.end(`<title>Sign in</title><form method="post"><input name="login"><button>Sign in ${params.acr_values === twice ? 'twice' : 'once'}</button></form>`);
  }
}

/** Returns an access token like that of the authorization code flow, without a browser. */
async function tokenOf(provider, accountId) {
  const browser = await provider.Client.find('browser');
  const token = new provider.AccessToken({ accountId, client: browser, gty: 'authorization_code', scope: 'api' });
  token.resourceServer = new provider.ResourceServer(audience, resource());
  return token.save();
}

/** Returns an ID token like that of the authorization code flow. Its audience is the API's. */
async function idTokenOf(provider, accountId) {
  const token = new provider.IdToken({ sub: accountId }, { client: await provider.Client.find(audience) });
  token.scope = 'openid';
  token.set('at_hash', 'c29tZS1oYXNo');
  return token.issue({ use: 'idtoken', expiresAt: Math.floor(Date.now() / 1000) + lifetime });
}

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://localhost:${server.address().port}`;
  let provider = provide(issuer);
  server.on('request', async (request, response) => {
    const url = new URL(request.url, issuer);
    if (url.pathname === '/token-of') {
      response.end(await tokenOf(provider, url.searchParams.get('sub')));
    } else if (url.pathname === '/id-token-of') {
      response.end(await idTokenOf(provider, url.searchParams.get('sub')));
    } else if (url.pathname.startsWith('/interaction/')) {
      await signIn(provider, request, response);
    } else if (url.pathname === '/refreshed') {
      response.end(`${refreshed}`);
    } else if (url.pathname === '/lifetime') {
      lifetime = Number(url.searchParams.get('seconds'));
      response.end();
    } else if (url.pathname === '/another-key') {
      provider = provide(issuer);
      response.end();
    } else {
      provider.callback()(request, response);
    }
  });
  console.log(`listening ${issuer}`);
});
