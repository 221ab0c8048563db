package dev.holdfast.backend.capability;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.mt3620.Capability;
import dev.holdfast.contract.operator.capability.CapabilityImpactRequest;
import dev.holdfast.contract.operator.capability.NewCapabilityFile;
import jakarta.validation.Valid;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Request to issue a capability file for a device. */
record CapabilityRequest(DeviceId device, @Valid NewCapabilityFile file) {
    /** Returns the request that a preview is about, without a reason. */
    static CapabilityRequest preview(DeviceId device, CapabilityImpactRequest request) {
        return new CapabilityRequest(device, new NewCapabilityFile(request.capabilities(), request.hours(), ""));
    }

    /** Returns the capabilities in the order of their numbers. */
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

    /** Returns the expiry of a file that is issued at {@code now}. Capability files hold whole seconds. */
    Instant end(Instant now) {
        return now.plus(life()).truncatedTo(ChronoUnit.SECONDS);
    }

    String reason() {
        return file.reason().strip();
    }

    List<String> names() {
        return capabilities().stream().map(Capability::apiName).toList();
    }

    /** Describes the file, as part of a sentence. */
    String words() {
        return file.capabilities().isEmpty()
                ? "a capability file without capabilities"
                : "a capability file for " + String.join(" and ", names());
    }

    /** Describes the effect of each capability on the device. */
    List<String> consequences() {
        return capabilities().stream()
                .map(capability -> capability == Capability.APPLICATION_DEVELOPMENT
                        ? "ApplicationDevelopment: the device runs unreleased software, can be debugged, and installs no"
                                + " applications from here."
                        : "FieldServicing: anyone with physical access can open a servicing session on the device.")
                .collect(Collectors.toList());
    }
}
