package dev.holdfast.backend.capability;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.mt3620.Capability;
import dev.holdfast.contract.operator.capability.NewCapabilityFile;
import jakarta.validation.Valid;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Request to issue a capability file.
 *
 * @param device for which device
 * @param file what it allows, how long and why
 */
record CapabilityRequest(DeviceId device, @Valid NewCapabilityFile file) {
    /** Returns what the file allows, in the order of the capabilities' numbers. */
    List<Capability> capabilities() {
        return file.capabilities().stream()
                .map(Capability::ofApiName)
                .flatMap(Optional::stream)
                .distinct()
                .sorted()
                .toList();
    }

    Duration life() {
        return Duration.ofHours(file.hours());
    }

    String reason() {
        return file.reason().strip();
    }

    List<String> names() {
        return capabilities().stream().map(Capability::apiName).toList();
    }

    /** Returns what the file allows, and for how long, in words that can begin in the middle of a sentence. */
    String words() {
        return file.capabilities().isEmpty()
                ? "a capability file that takes every capability away"
                : "a capability file for " + String.join(" and ", names());
    }

    /** Returns what each capability means for the device. */
    List<String> consequences() {
        return capabilities().stream()
                .map(capability -> capability == Capability.APPLICATION_DEVELOPMENT
                        ? "ApplicationDevelopment: software that nobody released runs on the device, it can be debugged, and it takes"
                                + " no applications from here meanwhile."
                        : "FieldServicing: whoever has the device at hand can open a servicing session on it.")
                .collect(Collectors.toList());
    }
}
