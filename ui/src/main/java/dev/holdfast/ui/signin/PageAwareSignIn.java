package dev.holdfast.ui.signin;

import io.quarkus.oidc.runtime.LogoutException;
import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.List;
import java.util.Set;

/**
 * OpenID Connect sign-in for pages. After a session expired, a page load redirects to the identity provider. A background request cannot
 * follow a redirect: its response makes Vaadin's client reload the page, which then signs in and returns to the same address. If the
 * provider ended the session, {@link SignedOut} shows a page instead. {@link ConfirmPath} redirects to the provider even with a valid
 * session, but not on the way back.
 */
@Alternative
@Priority(1)
@ApplicationScoped
public class PageAwareSignIn implements HttpAuthenticationMechanism {
    /** The response that makes Vaadin's client reload the page. */
    private static final String RELOAD = "Vaadin-Refresh";
    /** The path to which the identity provider redirects, as in {@code application.properties}. */
    private static final String CALLBACK = "/callback";
    /** The beginning of the names of Quarkus's session cookies. */
    private static final String SESSION_COOKIES = "q_session";

    private static final int OK = 200;

    private final OidcAuthenticationMechanism oidc;

    public PageAwareSignIn(OidcAuthenticationMechanism oidc) {
        this.oidc = oidc;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        // Makes this mechanism send the challenge, not the wrapped one.
        context.put(HttpAuthenticationMechanism.class.getName(), this);
        if (ConfirmPath.isOutbound(context)) {
            return Uni.createFrom().nullItem();
        }
        if (isProviderResponse(context)) {
            forgetSession(context);
        }
        return oidc.authenticate(context, identities)
                .onFailure(PageAwareSignIn::isEndedByProvider)
                .invoke(() -> SignedOut.setCookie(context))
                .onFailure(failure -> failure instanceof LogoutException || isInvalidSession(failure, context))
                .recoverWithNull();
    }

    /** Returns whether the provider ended the session. The extension does not wrap the exception when the token is about to expire. */
    private static boolean isEndedByProvider(Throwable failure) {
        return failure instanceof LogoutException || failure.getCause() instanceof LogoutException;
    }

    /**
     * Returns whether a session is no longer valid, such as one signed with a withdrawn key. Such a request counts as signed out, because
     * the extension would show an empty page. Invalid responses of the provider stay failures.
     */
    private static boolean isInvalidSession(Throwable failure, RoutingContext context) {
        return failure instanceof AuthenticationCompletionException && !CALLBACK.equals(context.normalizedPath());
    }

    private static boolean isProviderResponse(RoutingContext context) {
        return CALLBACK.equals(context.normalizedPath())
                && context.request().getParam("state") != null
                && context.request().getParam("code") != null;
    }

    /** Deletes the session's cookies. Otherwise the extension would use the existing session and ignore the provider's response. */
    private static void forgetSession(RoutingContext context) {
        for (Cookie cookie : List.copyOf(context.request().cookies())) {
            if (cookie.getName().startsWith(SESSION_COOKIES)) {
                context.response().removeCookie(cookie.getName(), false);
            }
        }
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return oidc.getChallenge(context);
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext context) {
        if (PageRequest.isBackground(context)) {
            return Uni.createFrom()
                    .completionStage(() -> context.response()
                            .setStatusCode(OK)
                            .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain")
                            .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                            .end(RELOAD)
                            .toCompletionStage())
                    .replaceWith(true);
        }
        if (SignedOut.isNoticeDue(context)) {
            SignedOut.redirectToNotice(context);
            return Uni.createFrom().item(true);
        }
        SignedOut.deleteCookie(context);
        return HttpAuthenticationMechanism.super.sendChallenge(context);
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return oidc.getCredentialTypes();
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext context) {
        return oidc.getCredentialTransport(context);
    }
}
