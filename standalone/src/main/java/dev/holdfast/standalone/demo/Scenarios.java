package dev.holdfast.standalone.demo;

import dev.holdfast.sim.scenario.Scenario;
import dev.holdfast.sim.scenario.ScenarioException;
import dev.holdfast.standalone.config.CannotContinue;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.InvalidPathException;

/** Finds scenarios for the command line. */
public final class Scenarios {
    private Scenarios() {}

    /**
     * Returns a scenario.
     *
     * @param nameOrPath name of a shipped scenario, or path of a YAML file
     * @throws CannotContinue if there is no such scenario, or the file is not a scenario. The message quotes no content of the file, because
     *     a mistyped path can name a file with secrets.
     */
    public static Scenario find(String nameOrPath) {
        try {
            return Scenario.find(nameOrPath);
        } catch (FileNotFoundException e) {
            throw new CannotContinue(String.valueOf(e.getMessage()), e);
        } catch (ScenarioException e) {
            throw new CannotContinue(
                    "'%s' is not a scenario, see line %d%s. pluton-hsm-sim/docs/scenarios.md describes the format."
                            .formatted(
                                    nameOrPath,
                                    e.line(),
                                    e.rule().map(rule -> ": " + rule).orElse("")),
                    e);
        } catch (IOException | InvalidPathException e) {
            throw new CannotContinue(
                    "Cannot read the scenario file '%s'. Check its path and permissions.".formatted(nameOrPath), e);
        }
    }
}
