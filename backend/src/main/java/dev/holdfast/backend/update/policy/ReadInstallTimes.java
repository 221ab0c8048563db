package dev.holdfast.backend.update.policy;

import dev.holdfast.backend.fleet.DeviceGroups;
import dev.holdfast.backend.fleet.GroupRef;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Workers;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.contract.operator.product.GroupInstallTimes;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Reads when devices of a group may install its target. */
@ApplicationScoped
class ReadInstallTimes {
    private final Transactions transactions;
    private final Clock clock;

    ReadInstallTimes(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    private record Found(GroupRef group, GroupInstallRules rules) {}

    /** Returns the times of a group; fails with {@code not-found}. */
    Uni<GroupInstallTimes> of(CatalogId catalog, String product, String group) {
        return transactions
                .readOnly(
                        catalog,
                        tx -> DeviceGroups.find(tx, product, group)
                                .chain(found -> GroupInstallRules.of(tx, found.id(), null, found.targetManifest())
                                        .map(rules -> new Found(
                                                found,
                                                rules.orElseThrow(() -> ProblemException.notFound("Group " + group))))))
                .chain(found -> Workers.run(() -> next(found)));
    }

    private GroupInstallTimes next(Found found) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return found.rules().next(found.group().policy(), now, found.group().targetManifest() > 0);
    }
}
