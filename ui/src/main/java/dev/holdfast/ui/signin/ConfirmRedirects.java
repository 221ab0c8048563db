package dev.holdfast.ui.signin;

import io.quarkus.arc.Unremovable;
import io.quarkus.oidc.OidcRedirectFilter;
import io.quarkus.oidc.Redirect;
import io.quarkus.oidc.Redirect.Location;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Makes the identity provider ask for the password again, with the requirements of the operator API (RFC 9470 §4). Marks the address to
 * return to as confirmed, so that it does not redirect again.
 */
@Unremovable
@ApplicationScoped
@Redirect({Location.OIDC_AUTHORIZATION, Location.LOCAL_ENDPOINT_CALLBACK})
public class ConfirmRedirects implements OidcRedirectFilter {
    @Override
    public void filter(OidcRedirectContext redirect) {
        if (ConfirmPath.isConfirmation(redirect.routingContext())) {
            redirect.additionalQueryParams().add("prompt", "login");
            ConfirmPath.acr(redirect.routingContext())
                    .ifPresent(acr -> redirect.additionalQueryParams().add("acr_values", acr));
            ConfirmPath.maxAge(redirect.routingContext())
                    .ifPresent(age -> redirect.additionalQueryParams().add("max_age", age));
        } else if (isConfirmed(redirect.redirectUri())) {
            redirect.additionalQueryParams().add(ConfirmPath.CONFIRMED, "true");
        }
    }

    /** Returns whether an address has the path {@code /confirm}. Does not parse a URI, because queries of browsers can be invalid. */
    static boolean isConfirmed(String address) {
        String path = address.split("[?#]", 2)[0];
        return path.replaceFirst("^https?://[^/]*", "").equals(ConfirmPath.PATH);
    }
}
