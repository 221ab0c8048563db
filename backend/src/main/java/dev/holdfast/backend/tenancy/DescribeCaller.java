package dev.holdfast.backend.tenancy;

import dev.holdfast.contract.operator.identity.Me;
import dev.holdfast.contract.operator.identity.Membership;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Says who is signed in and in which existing catalogs they have a role. */
@ApplicationScoped
public class DescribeCaller {
    private final CatalogDirectory directory;

    DescribeCaller(CatalogDirectory directory) {
        this.directory = directory;
    }

    /** Returns the caller's memberships, by catalog name. */
    public Uni<Me> describe(Caller caller) {
        return directory
                .all()
                .map(catalogs -> new Me(
                        caller.name(),
                        caller.displayName(),
                        caller.installationOwner(),
                        memberships(caller, catalogs)));
    }

    private static List<Membership> memberships(Caller caller, List<CatalogRef> catalogs) {
        return catalogs.stream()
                .flatMap(catalog -> caller
                        .roleIn(catalog.name())
                        .map(role -> new Membership(catalog.name(), catalog.displayName(), role))
                        .stream())
                .toList();
    }
}
