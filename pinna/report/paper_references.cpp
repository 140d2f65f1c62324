#include "pinna/report/paper_references.h"

#include <algorithm>

namespace pinna::report {

std::vector<Reference> known_references(const std::vector<Reference>& own) {
  std::vector<Reference> references{
      {"piczak2015esc", "inproceedings", "Piczak, Karol J.",
       "ESC: Dataset for Environmental Sound Classification",
       "Proceedings of the 23rd ACM International Conference on Multimedia", "2015"},
      {"he2016deep", "inproceedings",
       "He, Kaiming and Zhang, Xiangyu and Ren, Shaoqing and Sun, Jian",
       "Deep Residual Learning for Image Recognition", "CVPR", "2016"},
      {"salamon2017scaper", "inproceedings",
       "Salamon, Justin and MacConnell, Duncan and Cartwright, Mark and Li, Peter and Bello, Juan "
       "Pablo",
       "Scaper: A Library for Soundscape Synthesis and Augmentation", "WASPAA", "2017"},
      {"bilen2020psds", "inproceedings",
       "Bilen, \u00C7a\u011Fda\u015F and Ferroni, Giacomo and Tuveri, Francesco and Azcarreta, "
       "Juan and "
       "Krstulovic, Sacha",
       "A Framework for the Robust Evaluation of Sound Event Detection", "ICASSP", "2020"},
      {"mesaros2016metrics", "article",
       "Mesaros, Annamaria and Heittola, Toni and Virtanen, Tuomas",
       "Metrics for Polyphonic Sound Event Detection", "Applied Sciences", "2016"},
      {"perez2018film", "inproceedings",
       "Perez, Ethan and Strub, Florian and de Vries, Harm and Dumoulin, Vincent and Courville, "
       "Aaron",
       "FiLM: Visual Reasoning with a General Conditioning Layer", "AAAI", "2018"},
      {"kendall2018multi", "inproceedings", "Kendall, Alex and Gal, Yarin and Cipolla, Roberto",
       "Multi-Task Learning Using Uncertainty to Weigh Losses for Scene Geometry and Semantics",
       "CVPR", "2018"},
      {"yu2020gradient", "inproceedings",
       "Yu, Tianhe and Kumar, Saurabh and Gupta, Abhishek and Levine, Sergey and Hausman, Karol "
       "and Finn, Chelsea",
       "Gradient Surgery for Multi-Task Learning", "NeurIPS", "2020"},
      {"selvaraju2017grad", "inproceedings", "Selvaraju, Ramprasaath R. and others",
       "Grad-CAM: Visual Explanations from Deep Networks via Gradient-Based Localization", "ICCV",
       "2017"},
      {"holm1979simple", "article", "Holm, Sture",
       "A Simple Sequentially Rejective Multiple Test Procedure",
       "Scandinavian Journal of Statistics", "1979"},
      {"efron1987better", "article", "Efron, Bradley", "Better Bootstrap Confidence Intervals",
       "Journal of the American Statistical Association", "1987"},
      {"davis1980comparison", "article", "Davis, Steven and Mermelstein, Paul",
       "Comparison of Parametric Representations for Monosyllabic Word Recognition in Continuously "
       "Spoken Sentences",
       "IEEE Transactions on Acoustics, Speech, and Signal Processing", "1980"},
      {"mcfee2015librosa", "inproceedings",
       "McFee, Brian and Raffel, Colin and Liang, Dawen and Ellis, Daniel P. W. and others",
       "librosa: Audio and Music Signal Analysis in Python", "SciPy", "2015"},
      {"nadeau2003inference", "article", "Nadeau, Claude and Bengio, Yoshua",
       "Inference for the Generalization Error", "Machine Learning", "2003"},
      {"guo2017calibration", "inproceedings",
       "Guo, Chuan and Pleiss, Geoff and Sun, Yu and Weinberger, Kilian Q.",
       "On Calibration of Modern Neural Networks", "ICML", "2017"}};
  for (const Reference& entry : own) {
    std::erase_if(references, [&](const Reference& other) { return other.key == entry.key; });
    references.push_back(entry);
  }
  return references;
}

}  // namespace pinna::report
