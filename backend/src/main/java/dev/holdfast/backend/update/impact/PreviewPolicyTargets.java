package dev.holdfast.backend.update.impact;

import dev.holdfast.backend.fleet.Silence;
import dev.holdfast.backend.fleet.UpdatePolicy;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.update.policy.PolicyEffect;
import dev.holdfast.backend.update.policy.PolledDevices;
import dev.holdfast.backend.update.policy.PreviewUpdatePolicy;
import dev.holdfast.contract.device.InternalApi.UpdatePolicyText;
import dev.holdfast.contract.operator.policy.PolicyScope;
import dev.holdfast.contract.operator.policy.UpdatePolicyGroup;
import dev.holdfast.contract.operator.policy.UpdatePolicyPreview;
import dev.holdfast.contract.operator.policy.UpdatePolicyTargets;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Computes the software that devices would get, or no longer get, by an update policy. Changes nothing. */
public final class PreviewPolicyTargets {
    private static final String CONTACTS = """
            select d.group_id, %s as minutes from device d where d.catalog_id = $1 and d.group_id = any ($2::uuid[])
            group by d.group_id""".formatted(Silence.contactMinutes("$3::timestamptz"));

    private PreviewPolicyTargets() {}

    /** Returns the effect of a policy on the groups to which it would apply, as {@link PreviewUpdatePolicy}. */
    public static Uni<UpdatePolicyPreview> of(Tx tx, PolicyScope scope, UUID id, @Nullable UpdatePolicyText candidate) {
        return PreviewUpdatePolicy.of(tx, scope, id, candidate, Silence.since(tx))
                .chain(effects -> preview(tx, effects));
    }

    /** Returns the effect of another setting of a group; without groups if the same policy applies. */
    static Uni<UpdatePolicyPreview> of(Tx tx, UUID group, UpdatePolicy setting) {
        return PreviewUpdatePolicy.of(tx, group, setting, Silence.since(tx)).chain(effects -> preview(tx, effects));
    }

    private static Uni<UpdatePolicyPreview> preview(Tx tx, List<PolicyEffect> effects) {
        List<CountedDevices> changed = effects.stream()
                .flatMap(effect -> Stream.concat(effect.newlyOffered().stream(), effect.newlyHeld().stream()))
                .map(PreviewPolicyTargets::counted)
                .toList();
        return KnownSoftware.of(tx, changed, Map.of())
                .chain(known -> tx.list(
                                CONTACTS,
                                row -> row,
                                tx.catalog(),
                                Columns.guids(effects, PolicyEffect::group),
                                tx.now())
                        .map(contacts -> preview(effects, known, minutes(contacts))));
    }

    /** A policy offers the target to devices that are offered nothing before. */
    private static CountedDevices counted(PolledDevices devices) {
        return new CountedDevices(
                devices.facts().part(),
                devices.facts().osVersion(),
                devices.attested(),
                new CountedDevices.Target(null, null),
                new CountedDevices.Target(devices.release(), devices.deployment()),
                devices.receiving(),
                devices.offline());
    }

    private static Map<UUID, Long> minutes(List<Row> contacts) {
        Map<UUID, Long> minutes = new HashMap<>();
        for (Row row : contacts) {
            Long known = row.getLong("minutes");
            if (known != null) {
                minutes.put(row.getUUID("group_id"), known);
            }
        }
        return minutes;
    }

    private static UpdatePolicyPreview preview(
            List<PolicyEffect> effects, KnownSoftware known, Map<UUID, Long> minutes) {
        List<UpdatePolicyGroup> groups =
                effects.stream().map(effect -> group(effect, known, minutes)).toList();
        return new UpdatePolicyPreview(
                groups.stream().mapToLong(UpdatePolicyGroup::devices).sum(),
                groups.stream()
                        .mapToLong(group -> group.newlyHeld() + group.newlyOffered())
                        .sum(),
                groups);
    }

    private static UpdatePolicyGroup group(PolicyEffect effect, KnownSoftware known, Map<UUID, Long> minutes) {
        Effects offers = effects(known, effect.newlyOffered());
        return new UpdatePolicyGroup(
                effect.product(),
                effect.name(),
                effect.devices(),
                effect.held(),
                count(effect.newlyHeld()),
                count(effect.newlyOffered()),
                effect.opensNow(),
                effect.opens(),
                targets(offers),
                targets(effects(known, effect.newlyHeld())),
                minutes.get(effect.group()),
                offers.failures());
    }

    private static Effects effects(KnownSoftware known, List<PolledDevices> devices) {
        Effects effects = new Effects(known, UpdatePolicy.ALL);
        devices.stream().map(PreviewPolicyTargets::counted).forEach(effects::add);
        return effects;
    }

    private static UpdatePolicyTargets targets(Effects effects) {
        return new UpdatePolicyTargets(effects.changes(), effects.bytes());
    }

    private static long count(List<PolledDevices> devices) {
        return devices.stream().mapToLong(PolledDevices::count).sum();
    }
}
