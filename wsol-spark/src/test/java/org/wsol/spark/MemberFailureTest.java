package org.wsol.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MemberFailureTest {

    @ParameterizedTest
    @EnumSource(MemberFailure.Kind.class)
    void isParsedFromTheMessageOfAFailedBarrierStage(MemberFailure.Kind kind) {
        MemberFailure failure = new MemberFailure("worker 1 on node7: code.core differs (exit code 2)", kind);
        IOException thrown = new IOException(failure.text());
        String message = "Job aborted due to stage failure: Could not recover from a failed barrier ResultStage."
                + " Most recent failure reason: Stage failed because barrier task ResultTask(0, 1) finished"
                + " unsuccessfully.\n" + thrown + "\n\tat org.wsol.spark.GroupTask.apply(GroupTask.java:48)";
        String reason = SparkEngine.reason(new ExecutionException(new SparkException(message)));
        assertThat(MemberFailure.of(reason)).isEqualTo(failure);
    }

    @Test
    void treatsFailuresOfSparkAsTemporary() {
        assertThat(MemberFailure.of("ExecutorLostFailure").kind()).isEqualTo(MemberFailure.Kind.PASSING);
    }
}
