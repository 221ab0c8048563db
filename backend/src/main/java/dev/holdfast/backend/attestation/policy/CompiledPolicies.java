package dev.holdfast.backend.attestation.policy;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.holdfast.backend.attestation.appraisal.AttestationPolicy;
import dev.holdfast.backend.platform.db.CallerContext;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Workers;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.contract.problem.ProblemType;
import dev.holdfast.policy.CompiledPolicy;
import dev.holdfast.policy.Kind;
import dev.holdfast.policy.PolicyException;
import dev.holdfast.policy.PolicySource;
import dev.holdfast.policy.ShippedPolicies;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Cache of compiled policies. An entry is one version, which never changes. Evicted entries are read and compiled again. */
@ApplicationScoped
public class CompiledPolicies {
    private static final Logger LOG = Logger.getLogger(CompiledPolicies.class);
    private static final int MAX_ENTRIES = 1_000;
    private static final String LOAD = """
            select policy from policy_version
            where catalog_id = $1 and kind = 'attestation' and scope = $2 and scope_id = $3 and version = $4""";

    private final Transactions transactions;
    private final AttestationPolicy shipped = new AttestationPolicy(ShippedPolicies.compile(PolicyKey.SHIPPED_ID));
    private final AsyncCache<Entry, AttestationPolicy> cache =
            Caffeine.newBuilder().maximumSize(MAX_ENTRIES).buildAsync();

    CompiledPolicies(Transactions transactions) {
        this.transactions = transactions;
    }

    private record Entry(UUID catalog, AppliedPolicy policy) {}

    /** Returns a version; fails with {@code unavailable} if it cannot be compiled. */
    public Uni<AttestationPolicy> of(UUID catalog, AppliedPolicy policy) {
        if (policy.equals(AppliedPolicy.SHIPPED)) {
            return Uni.createFrom().item(shipped);
        }
        return CallerContext.emit(Uni.createFrom()
                .completionStage(() -> cache.get(
                        new Entry(catalog, policy),
                        (entry, executor) -> load(entry).subscribeAsCompletionStage())));
    }

    private Uni<AttestationPolicy> load(Entry entry) {
        CatalogId catalog = new CatalogId(entry.catalog());
        PolicyKey key = entry.policy().key();
        return transactions
                .inCatalog(
                        catalog,
                        tx -> tx.find(
                                LOAD,
                                row -> row.getString("policy"),
                                catalog,
                                key.scope(),
                                key.id(),
                                entry.policy().version()))
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("Policy " + key.text())))
                .chain(text -> Workers.run(() -> new AttestationPolicy(compile(text, entry.policy()))));
    }

    /** Fails only after an upgrade with a stricter compiler, because every version compiled when it was saved. */
    private static CompiledPolicy compile(String text, AppliedPolicy policy) {
        try {
            return PolicySource.read(Kind.ATTESTATION, text)
                    .compile(policy.key().policyId(), policy.version());
        } catch (PolicyException e) {
            LOG.errorf(
                    e, "policy %s version %d no longer compiles", policy.key().text(), policy.version());
            throw ProblemException.of(
                    ProblemType.UNAVAILABLE,
                    "Policy " + policy.key().text() + " version " + policy.version() + " no longer compiles: "
                            + e.getMessage() + ". Save a corrected version and activate it, or roll back.");
        }
    }
}
