package dev.holdfast.ui.fake;

import dev.holdfast.contract.operator.catalog.CatalogView;
import dev.holdfast.contract.operator.catalog.NewCatalog;
import dev.holdfast.contract.operator.identity.Me;
import dev.holdfast.ui.client.SessionClient;
import java.util.UUID;

/**
 * Somebody signed in, without HTTP.
 *
 * @param me who
 */
public record FakeSession(Me me) implements SessionClient {
    @Override
    public CatalogView createCatalog(NewCatalog catalog) {
        return new CatalogView(UUID.randomUUID(), catalog.name(), catalog.displayName(), FakeFleet.now());
    }
}
