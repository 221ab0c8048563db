package dev.holdfast.backend.export;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.list.ExportList.Wanted;
import dev.holdfast.backend.platform.list.Listing;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.tenancy.Access;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** All lists, by their names. */
@ApplicationScoped
class ExportedLists {
    private final List<Listing<?>> lists;

    ExportedLists(@All List<Listing<?>> lists) {
        this.lists = lists;
    }

    /** Returns what of a catalog's list is asked for; fails with {@code not-found} for a name of none. */
    Wanted<?> ofCatalog(String name, Access access, ExportParameters asked) {
        return wanted(name, access, access.catalog(), asked);
    }

    /** Returns what of the installation's list is asked for. */
    Wanted<?> ofInstallation(String name, Access access, ExportParameters asked) {
        return wanted(name, access, CatalogId.INSTALLATION, asked);
    }

    private Wanted<?> wanted(String name, Access access, CatalogId catalog, ExportParameters asked) {
        return lists.stream()
                .filter(list -> list.name().equals(name))
                .findFirst()
                .map(list ->
                        Wanted.of(access.caller().name(), catalog, list, asked.filter(), asked.sort(), asked.fields()))
                .orElseThrow(() -> ProblemException.missing("A list " + name));
    }
}
