package dev.holdfast.backend.pki.relyingparty;

import dev.holdfast.backend.pki.vault.KeyVault;
import dev.holdfast.backend.platform.internal.InternalRouter;
import dev.holdfast.backend.platform.internal.InternalRoutes;
import dev.holdfast.contract.device.InternalApi.Authority;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** {@code GET authority} of the internal device API: the trust anchors with which gateways verify device certificates. */
@ApplicationScoped
public class AuthorityRoutes implements InternalRoutes {
    private final KeyVault vault;

    AuthorityRoutes(KeyVault vault) {
        this.vault = vault;
    }

    @Override
    public void addTo(InternalRouter router) {
        router.get(
                "authority",
                _ -> Uni.createFrom().item(() -> new Authority(vault.root().pem())));
    }
}
