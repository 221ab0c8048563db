package dev.holdfast.ui.fake;

import dev.holdfast.contract.operator.CatalogView;
import dev.holdfast.contract.operator.Me;
import dev.holdfast.contract.operator.NewCatalog;
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
