package dev.holdfast.backend.approval;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.tenancy.command.Command;
import io.quarkus.arc.All;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Commands as JSON while they wait for approval: the name of the command and its request. */
@ApplicationScoped
class StoredCommands {
    private static final String COMMAND = "command";
    private static final String REQUEST = "request";

    private final Map<String, Command<?, ?>> commands;
    private final ObjectMapper json;

    StoredCommands(@All List<Command<?, ?>> commands, ObjectMapper json) {
        this.commands = commands.stream().collect(Collectors.toMap(Command::name, Function.identity()));
        this.json = json;
    }

    /** Writes a request. */
    String write(String command, Object request) {
        return json.createObjectNode()
                .put(COMMAND, command)
                .<com.fasterxml.jackson.databind.node.ObjectNode>set(REQUEST, json.valueToTree(request))
                .toString();
    }

    /** Reads what {@link #write} wrote; fails with {@code conflict} when another version of Holdfast wrote it. */
    StoredCommand<?, ?> read(JsonObject payload) {
        Command<?, ?> command = commands.get(payload.getString(COMMAND, ""));
        if (command == null) {
            throw unreadable();
        }
        return read(command, payload.getJsonObject(REQUEST));
    }

    private <Q, R> StoredCommand<Q, R> read(Command<Q, R> command, @Nullable JsonObject request) {
        JavaType type = json.constructType(command.getClass())
                .findSuperType(Command.class)
                .containedType(0);
        try {
            return new StoredCommand<>(command, json.readValue(String.valueOf(request), type));
        } catch (JsonProcessingException e) {
            throw unreadable();
        }
    }

    private static ProblemException unreadable() {
        return ProblemException.conflict(
                "Another version of Holdfast stored this request. Reject it, and request it again.");
    }
}
