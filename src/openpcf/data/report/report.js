(function(){
var root=document.documentElement,button=document.getElementById("language");
function set(lang){root.dataset.lang=lang;root.lang=lang==="zh"?"zh-Hans":"en";}
if((navigator.language||"").toLowerCase().indexOf("zh")===0&&!root.dataset.fixed){set("zh");}
if(button){button.hidden=false;button.addEventListener("click",function(){set(root.dataset.lang==="zh"?"en":"zh");});}
var filters=document.getElementById("filters"),lines=document.querySelectorAll("#lines > details"),none=document.getElementById("none");
if(filters){filters.hidden=false;filters.addEventListener("change",function(event){
var wanted=event.target.value,left=0;
lines.forEach(function(line){line.hidden=wanted!=="all"&&line.dataset[wanted]!=="yes";left+=line.hidden?0:1;});
none.hidden=left>0;});}
window.addEventListener("beforeprint",function(){document.querySelectorAll("details").forEach(function(found){found.open=!found.closest("#lines");});});
})();
