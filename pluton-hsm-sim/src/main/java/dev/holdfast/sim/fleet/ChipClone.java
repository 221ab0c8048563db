package dev.holdfast.sim.fleet;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.sim.agent.Agent;
import dev.holdfast.sim.agent.AgentSettings;
import dev.holdfast.sim.agent.AgentStatus;
import dev.holdfast.sim.agent.DeviceClock;
import dev.holdfast.sim.agent.Link;
import dev.holdfast.sim.agent.SoftwareBehavior;
import dev.holdfast.sim.scenario.DevicePlan;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** A second device with a copy of a chip, keys included. Its folder is deleted at the end. */
final class ChipClone {
    private final FleetResources resources;
    private final Path original;
    private final Path copy;
    private final Agent agent;
    /** Completes when the folder is copied. */
    private Future<?> copied;

    ChipClone(FleetResources resources, DeviceId id, DevicePlan plan) {
        this.resources = resources;
        this.original = resources.chips().chip(id);
        this.copy = original.resolveSibling(".clone-" + original.getFileName());
        SplittableRandom chance = new SplittableRandom(plan.seed() + 1);
        this.agent = new Agent(
                resources.vertx(),
                resources.vertx().getOrCreateContext(),
                id,
                copy,
                new AgentSettings(
                        resources.gateway(),
                        plan.persona().intervals(),
                        new DeviceClock(InstantSource.system(), Duration.ZERO),
                        new Link(plan.network(), chance.split(), plan.persona().metered()),
                        new SoftwareBehavior(),
                        plan.persona().application().withSerialNumber(id.shortText()),
                        resources.dayTime(),
                        chance));
        this.copied = resources.vertx().executeBlocking(this::copy, false);
    }

    AgentStatus status() {
        return agent.status();
    }

    void powerOn() {
        copied = copied.onSuccess(done -> agent.powerOn());
    }

    void powerOff() {
        copied = copied.onSuccess(done -> agent.powerOff());
    }

    /** Switches off and deletes the copy. */
    Future<Void> remove() {
        return copied.transform(done -> agent.powerOff())
                .compose(off -> resources
                        .vertx()
                        .executeBlocking(
                                () -> {
                                    delete();
                                    return true;
                                },
                                false))
                .mapEmpty();
    }

    private boolean copy() throws IOException {
        delete();
        for (Path from : all(original)) {
            Path to = copy.resolve(original.relativize(from).toString());
            try {
                if (Files.isDirectory(from)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(from, to);
                }
            } catch (NoSuchFileException e) {
                // The original runs: skip files that it replaced or removed in the meantime.
            }
        }
        return true;
    }

    private void delete() throws IOException {
        while (Files.exists(copy)) {
            try {
                for (Path file : all(copy).reversed()) {
                    Files.deleteIfExists(file);
                }
            } catch (DirectoryNotEmptyException | NoSuchFileException e) {
                // A write or a removal that began before the power was off ends now. It is the last one.
            }
        }
    }

    private static List<Path> all(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
