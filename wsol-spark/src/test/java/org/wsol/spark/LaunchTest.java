package org.wsol.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LaunchTest {
    private final Launch launch =
            Launch.of(List.of("-Xmx1g"), List.of("Main", "execute"), Map.of("A", "1"), "/here", "/run/console.txt");

    @Test
    void groupMembersGetTheirRankAPortOfTheTaskAndTheirOwnOutput() {
        assertThat(launch.asMember(0, 1000).arguments()).containsExactly("Main", "execute", "--exchange=0@1000");
        assertThat(launch.asMember(0, 1000).console()).isEqualTo("/run/console.txt");
        assertThat(launch.asMember(1, 2000).arguments()).endsWith("--exchange=1@2000");
        assertThat(launch.asMember(1, 2000).console()).isEqualTo("/run/console-1.txt");
        assertThat(launch.arguments()).as("unchanged").hasSize(2);
    }

    @Test
    void groupMembersShareAToken() {
        Launch own = launch.withToken("t");
        assertThat(own.environment()).isEqualTo(Map.of("A", "1", "WSOL_EXCHANGE_TOKEN", "t"));
        assertThat(own.asMember(1, 1000).token()).isEqualTo("t");
        assertThatThrownBy(launch::token).isInstanceOf(IllegalStateException.class);
    }
}
