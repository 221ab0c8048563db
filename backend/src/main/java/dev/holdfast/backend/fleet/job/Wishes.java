package dev.holdfast.backend.fleet.job;

import dev.holdfast.backend.fleet.DeviceGroups;
import dev.holdfast.backend.fleet.list.Tags;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.contract.operator.device.DeviceDescription;
import dev.holdfast.contract.operator.job.DeviceJobAct;
import dev.holdfast.contract.operator.job.NewTagJob;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Wishes of requests, of which the form is checked. Pure. */
final class Wishes {
    private Wishes() {}

    static JobWish into(DeviceJobAct act, @Nullable String product, @Nullable String group) {
        DeviceGroups.check(new Checks(), product, group).done();
        return JobWish.into(act, String.valueOf(product), String.valueOf(group));
    }

    static JobWish tags(NewTagJob wanted) {
        List<String> add = wanted.add() == null ? List.of() : wanted.add();
        List<String> remove = wanted.remove() == null ? List.of() : wanted.remove();
        Checks checks = new Checks()
                .size("add", add, 0, DeviceDescription.MOST_TAGS)
                .size("remove", remove, 0, DeviceDescription.MOST_TAGS)
                .that(!add.isEmpty() || !remove.isEmpty(), "add", "or remove names a tag")
                .that(Collections.disjoint(add, remove), "remove", "names no tag that add names");
        Tags.check(checks, "add", add);
        Tags.check(checks, "remove", remove);
        checks.done();
        return JobWish.tags(
                add.stream().distinct().sorted().toList(),
                remove.stream().distinct().sorted().toList());
    }
}
