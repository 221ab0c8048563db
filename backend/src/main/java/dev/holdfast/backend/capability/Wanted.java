package dev.holdfast.backend.capability;

import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.mt3620.Capability;
import dev.holdfast.contract.operator.capability.NewCapabilityFile;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A capability file to issue, checked.
 *
 * @param device for which device
 * @param capabilities what it allows, in the order of their numbers
 * @param life how long
 * @param reason why
 */
record Wanted(DeviceId device, List<Capability> capabilities, Duration life, String reason) {
    private static final String CAPABILITIES = "capabilities";
    private static final String HOURS = "hours";
    private static final String REASON = "reason";

    static Wanted of(DeviceId device, NewCapabilityFile request) {
        Integer hours = request.hours();
        Checks checks = new Checks()
                .size(CAPABILITIES, request.capabilities(), 0, Capability.values().length)
                .that(
                        hours != null && hours >= 1 && hours <= NewCapabilityFile.MOST_HOURS,
                        HOURS,
                        "is 1 to " + NewCapabilityFile.MOST_HOURS)
                .line(REASON, request.reason(), 1, NewCapabilityFile.MOST_REASON);
        checks.done();
        for (int i = 0; i < request.capabilities().size(); i++) {
            checks.that(
                    Capability.ofApiName(request.capabilities().get(i))
                            .filter(Capability::issuedByCloud)
                            .isPresent(),
                    CAPABILITIES + "[" + i + "]",
                    "is ApplicationDevelopment or FieldServicing; the others are the silicon maker's to sign");
        }
        checks.done();
        return new Wanted(
                device,
                capabilities(request.capabilities()),
                Duration.ofHours(hours),
                request.reason().strip());
    }

    private static List<Capability> capabilities(Collection<String> names) {
        Set<Capability> found = new TreeSet<>();
        names.forEach(name -> Capability.ofApiName(name).ifPresent(found::add));
        return List.copyOf(found);
    }

    /** Returns what was written as {@link #written}. */
    static Wanted read(DeviceId device, JsonObject payload) {
        JsonArray names = payload.getJsonArray(CAPABILITIES);
        return new Wanted(
                device,
                capabilities(names.stream().map(String::valueOf).toList()),
                Duration.ofHours(payload.getInteger(HOURS)),
                payload.getString(REASON));
    }

    Map<String, Object> written() {
        return Map.of(CAPABILITIES, names(), HOURS, (int) life.toHours(), REASON, reason);
    }

    List<String> names() {
        return capabilities.stream().map(Capability::apiName).toList();
    }

    /** Returns what the file allows, and for how long, in words that can begin in the middle of a sentence. */
    String words() {
        return capabilities.isEmpty()
                ? "a capability file that takes every capability away"
                : "a capability file for " + String.join(" and ", names());
    }

    /** Returns what each capability means for the device. */
    List<String> consequences() {
        return capabilities.stream()
                .map(capability -> capability == Capability.APPLICATION_DEVELOPMENT
                        ? "ApplicationDevelopment: software that nobody released runs on the device, it can be debugged, and it takes"
                                + " no applications from here meanwhile."
                        : "FieldServicing: whoever has the device at hand can open a servicing session on it.")
                .collect(Collectors.toList());
    }
}
