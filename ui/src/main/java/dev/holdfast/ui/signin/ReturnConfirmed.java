package dev.holdfast.ui.signin;

import io.quarkus.arc.Unremovable;
import io.quarkus.oidc.OidcRedirectFilter;
import io.quarkus.oidc.Redirect;
import io.quarkus.oidc.Redirect.Location;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;

/** Marks the way back from the identity provider, which would otherwise lead there again. */
@Unremovable
@ApplicationScoped
@Redirect(Location.LOCAL_ENDPOINT_CALLBACK)
public class ReturnConfirmed implements OidcRedirectFilter {
    @Override
    public void filter(OidcRedirectContext redirect) {
        if (ConfirmPath.PATH.equals(URI.create(redirect.redirectUri()).getPath())) {
            redirect.additionalQueryParams().add(ConfirmPath.CONFIRMED, "true");
        }
    }
}
