package dev.holdfast.standalone.demo;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import dev.holdfast.sim.scenario.Scenario;
import dev.holdfast.standalone.config.CannotContinue;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import org.jspecify.annotations.Nullable;

/** Finds the scenario that a person names, or says in one sentence why it is none. */
public final class Scenarios {
    private Scenarios() {}

    /**
     * A scenario.
     *
     * @param nameOrPath of one that comes along, or of a YAML file
     * @throws CannotContinue when it is none; no content of a file is in the message, since it may be any file
     */
    public static Scenario find(String nameOrPath) {
        try {
            return Scenario.find(nameOrPath);
        } catch (FileNotFoundException e) {
            throw new CannotContinue(String.valueOf(e.getMessage()), e);
        } catch (JsonProcessingException e) {
            throw new CannotContinue(
                    "'%s' is no scenario%s%s; pluton-hsm-sim/src/main/resources/scenarios has some to copy."
                            .formatted(nameOrPath, position(e.getLocation()), reason(e)),
                    e);
        } catch (IOException | InvalidPathException e) {
            throw new CannotContinue(
                    "The scenario file '%s' cannot be read: does it exist, and may you read it?".formatted(nameOrPath),
                    e);
        }
    }

    private static String position(@Nullable JsonLocation location) {
        return location == null || location.getLineNr() < 1
                ? ""
                : " (see its line %d, column %d)".formatted(location.getLineNr(), location.getColumnNr());
    }

    /** What a scenario's own checks say is about numbers and times alone. */
    private static String reason(JsonProcessingException failure) {
        return failure instanceof ValueInstantiationException
                        && failure.getCause() instanceof IllegalArgumentException own
                ? ": " + own.getMessage()
                : "";
    }
}
