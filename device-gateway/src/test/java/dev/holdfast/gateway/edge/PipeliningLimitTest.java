package dev.holdfast.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import org.junit.jupiter.api.Test;

class PipeliningLimitTest {
    private final EmbeddedChannel connection = new EmbeddedChannel(new HttpResponseEncoder());
    private int cutOff;

    PipeliningLimitTest() {
        PipeliningLimit.install(connection.pipeline(), () -> cutOff++);
    }

    @Test
    void pipelined_requests_are_limited() {
        ask(PipeliningLimit.MAX_UNANSWERED);
        assertThat(cutOff).isZero();

        ask(1);

        assertThat(cutOff).isOne();
        assertThat(connection.inboundMessages()).hasSize(PipeliningLimit.MAX_UNANSWERED);
    }

    @Test
    void answered_requests_do_not_count() {
        for (int i = 0; i < 3 * PipeliningLimit.MAX_UNANSWERED; i++) {
            ask(1);
            connection.writeOutbound(new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.NO_CONTENT));
            connection.writeOutbound(LastHttpContent.EMPTY_LAST_CONTENT);
        }

        assertThat(cutOff).isZero();
    }

    @Test
    void a_continue_response_does_not_count_as_an_answer() {
        for (int i = 0; i <= PipeliningLimit.MAX_UNANSWERED; i++) {
            ask(1);
            connection.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
        }

        assertThat(cutOff).isOne();
    }

    private void ask(int times) {
        for (int i = 0; i < times; i++) {
            connection.writeInbound(new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/"));
        }
    }
}
