#include "pinna/report/errors_page.h"

#include "tests/support/example_run.h"
#include "tests/support/shared_data.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/files.h"

namespace pinna::report {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class ErrorsPage : public testing::Test {
 protected:
  ErrorsPage() {
    test::write_example_run(folder_ / "run", 2, 7);
    findings_ = findings_of(runs::RunFolder::open(folder_ / "run"));
    arm().predictions.groups = {"a", "<a>", "b", "b", "c", "<a>"};
    core::write_file_atomically(folder_ / "x.wav", "foobar");
    core::write_file_atomically(folder_ / "x.png", "a picture");
  }
  ArmFindings& arm() { return findings_.arms.front(); }
  std::string page(const ErrorsPageOptions& options, int64_t limit = 10) {
    return errors_page(findings_, arm(), worst_errors(arm().predictions, limit), options);
  }
  const test::TemporaryFolder folder_;
  Findings findings_;
};

TEST_F(ErrorsPage, EveryErrorSaysWhatItWas) {
  EXPECT_THAT(page({}),
              AllOf(HasSubstr("2 of 2 misclassified clips"), HasSubstr("1. 2-1.wav"),
                    HasSubstr("dog, taken for <b>rain</b>; surprise 2.08 nats"),
                    HasSubstr("<b>dog</b> (true)"), HasSubstr("source recording &lt;a&gt;"),
                    HasSubstr("its other clips: 2-5.wav wrong"), HasSubstr("href=\"index.html\"")));
  EXPECT_THAT(page({}, 1), AllOf(HasSubstr("1 of 2 misclassified"), Not(HasSubstr("2. "))));
}

TEST_F(ErrorsPage, NamesAreEscapedAndNothingIsLoaded) {
  EXPECT_THAT(page({}), AllOf(HasSubstr("&lt;b&gt;bell&lt;/b&gt;"), Not(HasSubstr("<b>bell")),
                              Not(HasSubstr("<a>")), HasSubstr("default-src 'none'"),
                              Not(HasSubstr("<script")), Not(HasSubstr("src=\"http"))));
}

TEST_F(ErrorsPage, ClipsAreHeardAndSeen) {
  ErrorsPageOptions options;
  options.clips["2-1.wav"] = {.audio = folder_ / "x.wav", .evidence = folder_ / "x.png"};
  EXPECT_THAT(page(options), AllOf(HasSubstr("data:audio/wav;base64,Zm9vYmFy"),
                                   HasSubstr("data:image/png;base64,YSBwaWN0dXJl")));
}

TEST_F(ErrorsPage, WithoutEvidenceTheSpectrogramIsShown) {
  ErrorsPageOptions options;
  options.clips["2-1.wav"] = {.evidence = folder_ / "absent.png",
                              .spectrogram = Figure{.script = "plot x with points\n"}};
  EXPECT_THAT(page(options),
              AllOf(HasSubstr("data:image/png;base64,iVBOR"), HasSubstr("feature of 2-1.wav")));
}

TEST_F(ErrorsPage, SizeIsBounded) {
  ErrorsPageOptions options{.max_page_bytes = 100};
  for (const char* clip : {"2-1.wav", "2-5.wav"})
    options.clips[clip] = {.audio = folder_ / "x.wav", .evidence = folder_ / "x.png"};
  const std::string html = page(options);
  EXPECT_THAT(html, HasSubstr("3 sounds or pictures are left out"));
  EXPECT_THAT(html, Not(HasSubstr("<audio")));
}

TEST_F(ErrorsPage, WithoutErrorsItSaysSo) {
  auto& predictions = arm().predictions;
  for (size_t i = 0; i < predictions.targets.size(); ++i)
    predictions.targets[i] = predictions.predicted(static_cast<int64_t>(i));
  EXPECT_THAT(page({}), HasSubstr("No clip was misclassified."));
}

TEST_F(ErrorsPage, ArmsHavePagesOfTheirOwn) {
  EXPECT_EQ(errors_page_name(findings_, arm()), "errors.html");
  findings_.arms.push_back(arm());
  EXPECT_EQ(errors_page_name(findings_, arm()), "errors-" + arm().summary.arm + ".html");
}

}  // namespace
}  // namespace pinna::report
