package dev.holdfast.sim;

import dev.holdfast.sim.scenario.ScenarioException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What picocli cannot check about arguments: whether what they name is there and makes sense. */
final class Arguments {
    private Arguments() {}

    /** Something that an argument leads to. */
    @FunctionalInterface
    interface Step<T> {
        T take() throws IOException;
    }

    /** Takes a step that fails for wrong arguments only; such a failure ends the command with exit code 2. */
    static <T> T checked(CommandSpec spec, Step<T> step) throws IOException {
        try {
            return step.take();
        } catch (NoSuchFileException e) {
            throw new ParameterException(spec.commandLine(), "There is no file " + e.getFile() + ".", e);
        } catch (IllegalArgumentException | ScenarioException | FileNotFoundException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
