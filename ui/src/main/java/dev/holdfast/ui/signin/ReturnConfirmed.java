package dev.holdfast.ui.signin;

import io.quarkus.arc.Unremovable;
import io.quarkus.oidc.OidcRedirectFilter;
import io.quarkus.oidc.Redirect;
import io.quarkus.oidc.Redirect.Location;
import jakarta.enterprise.context.ApplicationScoped;

/** Marks the way back from the identity provider, which would otherwise lead there again. */
@Unremovable
@ApplicationScoped
@Redirect(Location.LOCAL_ENDPOINT_CALLBACK)
public class ReturnConfirmed implements OidcRedirectFilter {
    @Override
    public void filter(OidcRedirectContext redirect) {
        if (isConfirmed(redirect.redirectUri())) {
            redirect.additionalQueryParams().add(ConfirmPath.CONFIRMED, "true");
        }
    }

    /** Read as text: browsers leave characters in a query that make no URI of it. */
    static boolean isConfirmed(String address) {
        String path = address.split("[?#]", 2)[0];
        return path.replaceFirst("^https?://[^/]*", "").equals(ConfirmPath.PATH);
    }
}
