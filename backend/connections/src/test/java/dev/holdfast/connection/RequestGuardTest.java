package dev.holdfast.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Tests the limit of pipelined HTTP requests on one connection. */
class RequestGuardTest {
    private final EmbeddedChannel connection = new EmbeddedChannel(new HttpResponseEncoder());
    /** Number of times that the guard closed the connection. */
    private int cutOff;

    RequestGuardTest() {
        Listener listener =
                new Listener(new Listener.Limits(
                        1, 1, Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1), 2)) {
                    @Override
                    protected void closed(Channel closed, Reason reason) {
                        assertThat(reason).isEqualTo(Reason.PIPELINED);
                        cutOff++;
                    }
                };
        connection.pipeline().addLast(new RequestGuard(new ConnectionGuard(listener), listener));
    }

    @Test
    void pipelined_requests_are_limited() {
        ask(RequestGuard.MAX_UNANSWERED);
        assertThat(cutOff).isZero();

        ask(1);

        assertThat(cutOff).isOne();
        assertThat(connection.inboundMessages()).hasSize(RequestGuard.MAX_UNANSWERED);
    }

    @Test
    void answered_requests_do_not_count() {
        for (int i = 0; i < 3 * RequestGuard.MAX_UNANSWERED; i++) {
            ask(1);
            connection.writeOutbound(new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.NO_CONTENT));
            connection.writeOutbound(LastHttpContent.EMPTY_LAST_CONTENT);
        }

        assertThat(cutOff).isZero();
    }

    @Test
    void a_continue_response_does_not_count_as_an_answer() {
        for (int i = 0; i < RequestGuard.MAX_UNANSWERED; i++) {
            ask(1);
            connection.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
        }

        ask(1);

        assertThat(cutOff).isOne();
    }

    /** Sends requests without waiting for a response. */
    private void ask(int times) {
        for (int i = 0; i < times; i++) {
            connection.writeInbound(new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/"));
        }
    }
}
