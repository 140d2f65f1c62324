#include "pinna/report/errors_page.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/report/audio_player.h"
#include "pinna/report/base64.h"
#include "pinna/report/html_page.h"
#include "pinna/report/html_text.h"

namespace pinna::report {
namespace {

constexpr int64_t max_picture_bytes = int64_t{2} << 20;
constexpr size_t max_siblings = 12;

std::string image(std::string_view png, const std::string& description) {
  return fmt::format("<img src=\"data:image/png;base64,{}\" alt=\"{}\">\n", base64(png),
                     escape(description));
}

/// The evidence if its file is there, else the spectrogram; nothing if neither can be had.
std::string picture(const ClipIllustration& clip, const std::string& name) {
  try {
    if (!clip.evidence.empty() && std::filesystem::exists(clip.evidence))
      return image(core::read_file(clip.evidence, max_picture_bytes), "evidence in " + name);
    if (clip.spectrogram)
      return image(render(*clip.spectrogram, FigureFormat::png), "feature of " + name);
  } catch (const core::Error& error) {
    return fmt::format("<p class=\"missing\">{}</p>\n", escape(error.what()));
  }
  return "";
}

class Page {
 public:
  Page(const ArmFindings& arm, const ErrorsPageOptions& options)
      : labels_(arm.predictions.labels), options_(options) {}

  std::string article(const WorstError& error, size_t rank) {
    std::string html = fmt::format(
        "<article class=\"error\">\n<h2>{}. {}</h2>\n"
        "<p>{}, taken for <b>{}</b>; surprise {:.2f} nats{}</p>\n<div class=\"exhibit\"><div>\n",
        rank, escape(error.clip), name_of(error.truth), name_of(error.predicted), error.surprise,
        error.predictions > 1
            ? fmt::format("; wrong in {} of {} runs", error.wrong, error.predictions)
            : "");
    const auto clip = options_.clips.find(error.clip);
    if (clip != options_.clips.end()) html += fitting(picture(clip->second, error.clip));
    html += "</div><div>\n";
    if (clip != options_.clips.end())
      html += fitting(audio_player(clip->second.audio, options_.max_audio_bytes));
    return html + probabilities(error) + source(error) + "</div></div>\n</article>\n";
  }

  /// A sentence about what did not fit; empty if all did.
  std::string omission() const {
    if (left_out_ == 0) return "";
    return fmt::format(
        "<p class=\"note\">{} sounds or pictures are left out: this page holds {} MB of them at "
        "most.</p>\n",
        left_out_, options_.max_page_bytes >> 20);
  }

 private:
  std::string name_of(int64_t target) const {
    return escape(display_name(labels_[static_cast<size_t>(target)]));
  }

  std::string fitting(std::string html) {
    if (bytes_ + std::ssize(html) > options_.max_page_bytes) {
      ++left_out_;
      return "";
    }
    bytes_ += std::ssize(html);
    return html;
  }

  std::string probabilities(const WorstError& error) const {
    HtmlTable table{.header = {"class", "probability"}};
    bool has_truth = false;
    const auto add = [&](int64_t target, double probability) {
      const std::string name = name_of(target);
      table.rows.push_back({target == error.truth ? "<b>" + name + "</b> (true)" : name,
                            fmt::format("{:.3f}", probability)});
      has_truth |= target == error.truth;
    };
    for (const auto& [target, probability] : error.top) add(target, probability);
    if (!has_truth) add(error.truth, error.truth_probability);
    return table.to_html();
  }

  std::string source(const WorstError& error) const {
    if (error.source.empty()) return "";
    std::string html = fmt::format("<p class=\"note\">source recording {}", escape(error.source));
    if (error.siblings.empty()) return html + "; no other clip of it was tested</p>\n";
    std::vector<std::string> fates;
    for (const Sibling& sibling : error.siblings) {
      if (fates.size() == max_siblings) {
        fates.push_back(fmt::format("{} more", error.siblings.size() - max_siblings));
        break;
      }
      const std::string fate =
          sibling.predictions > 1
              ? fmt::format("right in {} of {}", sibling.correct, sibling.predictions)
          : sibling.correct > 0 ? "right"
                                : "wrong";
      fates.push_back(fmt::format("{} {}", escape(sibling.clip), fate));
    }
    return html + fmt::format("; its other clips: {}</p>\n", fmt::join(fates, ", "));
  }

  const std::vector<std::string>& labels_;
  const ErrorsPageOptions& options_;
  int64_t bytes_ = 0;
  int64_t left_out_ = 0;
};

}  // namespace

std::string errors_page_name(const Findings& findings, const ArmFindings& arm) {
  return findings.arms.size() == 1 ? "errors.html" : "errors-" + arm.summary.arm + ".html";
}

std::string errors_page(const Findings& findings, const ArmFindings& arm,
                        const std::vector<WorstError>& errors, const ErrorsPageOptions& options) {
  Page page(arm, options);
  std::string articles;
  for (size_t i = 0; i < errors.size(); ++i) articles += page.article(errors[i], i + 1);
  if (errors.empty()) articles = "<p>No clip was misclassified.</p>\n";
  const std::string title = "Worst errors of " + display_name(arm.summary.arm);
  return html_page(
      title,
      fmt::format(
          "<h1>{}</h1>\n<p class=\"subtitle\">{} of {} misclassified clips, the most surprising "
          "first: surprise is -log of the probability that the true class was given. "
          "<a href=\"index.html\">Back to {}</a></p>\n{}{}",
          escape(title), errors.size(), count_misclassified(arm.predictions),
          escape(display_name(findings.title)), page.omission(), articles));
}

}  // namespace pinna::report
