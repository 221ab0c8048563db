package dev.holdfast.backend.update.rollout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.backend.fleet.DeviceGroups;
import dev.holdfast.backend.platform.etag.EntityTag;
import dev.holdfast.backend.platform.etag.IfMatch;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.Work;
import dev.holdfast.contract.operator.rollout.NewPhase;
import dev.holdfast.contract.operator.rollout.NewRollout;
import dev.holdfast.contract.operator.rollout.RolloutDefaults;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Phases and halt rules of a device group, for rollouts of the operating system. */
@ApplicationScoped
class DefaultPlans {
    private static final String READ =
            "select rollout_defaults::text as defaults from device_group where catalog_id = $1 and group_id = $2";
    private static final String CHANGE =
            "update device_group set rollout_defaults = $3::text::jsonb where catalog_id = $1 and group_id = $2";

    private final ObjectMapper json;

    DefaultPlans(ObjectMapper json) {
        this.json = json;
    }

    /** Returns the defaults of a group; fails with {@code not-found}. */
    Uni<RolloutDefaults> of(Tx tx, String product, String group) {
        return DeviceGroups.find(tx, product, group).chain(found -> of(tx, found.id()));
    }

    /** Returns the defaults of an existing group. */
    Uni<RolloutDefaults> of(Tx tx, UUID group) {
        return tx.find(READ, row -> row, tx.catalog(), group)
                .map(found -> found.map(row -> row.getString("defaults"))
                        .map(this::read)
                        .orElse(RolloutDefaults.INITIAL));
    }

    /** Returns the plan of a rollout of the operating system. */
    static RolloutPlan plan(RolloutDefaults defaults) {
        return ProposedPlan.of(
                new NewRollout(List.of(), defaults.phases(), defaults.haltRules(), null, null, null, null, null, null));
    }

    String tag(RolloutDefaults defaults) {
        return EntityTag.of(write(defaults));
    }

    /**
     * Returns the work that changes the defaults of a group. Fails with {@code invalid-request} if they are not a plan, and as outdated if
     * {@code expected} does not match.
     */
    Work<RolloutDefaults> change(String product, String group, RolloutDefaults proposed, IfMatch expected) {
        RolloutPlan plan = plan(proposed);
        RolloutDefaults defaults = completed(proposed);
        return tx -> DeviceGroups.lock(tx, product, group)
                .chain(found -> of(tx, found.id())
                        .invoke(before -> expected.require(tag(before)))
                        .call(() -> CreateRollout.requireSelectable(tx, found.id(), plan.phases()))
                        .call(() -> tx.update(CHANGE, tx.catalog(), found.id(), write(defaults)))
                        .call(before -> tx.audit(tx.entry(
                                        "ChangeRolloutDefaults", found.title(), String.join(" ", RolloutWords.of(plan)))
                                .changing("defaults", write(before), write(defaults)))))
                .replaceWith(defaults);
    }

    /** Adds the phase of all devices at the end if there is none, as {@link ProposedPlan} does. */
    private static RolloutDefaults completed(RolloutDefaults proposed) {
        List<NewPhase> phases = new ArrayList<>(proposed.phases());
        if (!Objects.equals(phases.getLast().percent(), NewPhase.ALL)) {
            phases.add(NewPhase.ofPercent(NewPhase.ALL));
        }
        return new RolloutDefaults(phases, proposed.haltRules());
    }

    private RolloutDefaults read(String defaults) {
        try {
            return json.readValue(defaults, RolloutDefaults.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot read the rollout defaults of a group", e);
        }
    }

    private String write(RolloutDefaults defaults) {
        try {
            return json.writeValueAsString(defaults);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
