// Initialises the page.

const reportData = JSON.parse(document.getElementById('report-data').textContent);
document.querySelectorAll('table.sortable').forEach(makeSortable);
drawCurves(reportData);
drawEffects(reportData);
if (reportData.gallery) new GalleryView(reportData.gallery, reportData.series);
