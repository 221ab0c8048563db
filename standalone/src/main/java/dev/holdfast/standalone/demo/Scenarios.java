package dev.holdfast.standalone.demo;

import dev.holdfast.sim.scenario.Scenario;
import dev.holdfast.sim.scenario.ScenarioException;
import dev.holdfast.standalone.config.CannotContinue;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.InvalidPathException;

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
        } catch (ScenarioException e) {
            throw new CannotContinue(
                    "'%s' is no scenario (see its line %d)%s; pluton-hsm-sim/docs/scenarios.md has what one looks like."
                            .formatted(
                                    nameOrPath,
                                    e.line(),
                                    e.rule().map(rule -> ": " + rule).orElse("")),
                    e);
        } catch (IOException | InvalidPathException e) {
            throw new CannotContinue(
                    "The scenario file '%s' cannot be read: does it exist, and may you read it?".formatted(nameOrPath),
                    e);
        }
    }
}
